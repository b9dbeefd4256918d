package dev.yunzhi.audit.register;

import static dev.yunzhi.audit.register.Cards.camera;
import static dev.yunzhi.audit.register.Cards.server;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.yunzhi.audit.InvalidFieldException;
import dev.yunzhi.audit.TestDatabase;
import dev.yunzhi.audit.asset.AsOf;
import dev.yunzhi.audit.asset.AssetFilter;
import dev.yunzhi.audit.asset.AssetId;
import dev.yunzhi.audit.asset.AssetReader;
import dev.yunzhi.audit.asset.AssetVersion;
import dev.yunzhi.audit.asset.HistoryReader;
import dev.yunzhi.audit.keeping.Person;
import dev.yunzhi.audit.ledger.EventFilter;
import dev.yunzhi.audit.ledger.Ledger;
import dev.yunzhi.audit.ledger.LedgerReader;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

class RegisterTest {
  private static final Person WANG = new Person("wang", "local", List.of("system"), "::1");
  private static final Person CHEN = new Person("chen", "local", List.of("member"), "::1");

  private final DataSource database = TestDatabase.empty();
  private final Ledger ledger = new Ledger(database);
  private final Register register = new Register(database, ledger, "home", ValueRules.DEFAULT);
  private final Imports imports = new Imports(database, ledger, "home");
  private final AssetReader assets = new AssetReader(database);

  private Imports.Taken take(String sha256, Person by, AssetCard... cards) throws IOException {
    return imports.take(
        new ImportFile(sha256, "cards.csv", cards.length),
        consumer -> {
          for (AssetCard card : cards) {
            consumer.accept(card);
          }
        },
        null,
        by);
  }

  private List<AssetVersion> standing() {
    Instant now = Instant.now().plusSeconds(1);
    return assets.asOf(new AsOf(now, now), AssetFilter.ALL, null, 1000).versions();
  }

  /** What each says, without when it came to say it. */
  private List<String> state() {
    return standing().stream()
        .map(version -> version.asset().name() + " " + version.facts())
        .toList();
  }

  private List<AssetVersion> history(AssetId asset) {
    Instant now = Instant.now().plusSeconds(1);
    return new HistoryReader(database)
        .page(
            new HistoryReader.Name(asset.cluster(), asset.kind(), "", asset.name()),
            new AsOf(now, now),
            null,
            null,
            100)
        .versions();
  }

  private JsonNode event(long leaf) throws IOException {
    return new ObjectMapper()
        .readTree(new LedgerReader(database).read(EventFilter.ALL, leaf, 1).get(0).body());
  }

  @Test
  void takesAFileInAndTellsWhoDidIt() throws IOException {
    ImportRecord stored =
        take("aa", WANG, server("S-1", "tax", "100"), camera("C-1", "tax", 120, 30)).stored();
    assertThat(stored.added()).isEqualTo(2);
    assertThat(stored.changed()).isZero();
    assertThat(stored.by()).isEqualTo("wang");
    assertThat(standing())
        .hasSize(2)
        .allSatisfy(v -> assertThat(v.asset().cluster()).isEqualTo("register"));
    JsonNode told = event(stored.leaf());
    assertThat(told.get("action").asText()).isEqualTo("import");
    assertThat(told.get("user").asText()).isEqualTo("wang");
    assertThat(told.get("rows").asLong()).isEqualTo(2);
    assertThat(imports.latest(null, 10)).containsExactly(stored);
    assertThat(imports.latest(CHEN, 10)).isEmpty();
  }

  @Test
  void theSameFileAndTheSameContentStoreNothing() throws IOException {
    ImportRecord first = take("aa", WANG, server("S-1", "tax", "100")).stored();
    long size = ledger.head().size();
    Imports.Taken again = take("aa", CHEN, server("S-1", "tax", "100"));
    assertThat(again.stored()).isNull();
    assertThat(again.same()).isEqualTo(first);
    Imports.Taken other = take("bb", CHEN, server("S-1", "tax", "100.00"));
    assertThat(other.stored()).isNull();
    assertThat(other.same()).isNull();
    assertThat(ledger.head().size()).isEqualTo(size);
    ImportRecord more =
        take("cc", WANG, server("S-1", "tax", "100"), server("S-2", "tax", "1")).stored();
    assertThat(more.added()).isEqualTo(1);
    assertThat(ledger.head().size()).isEqualTo(size + 2);
  }

  @Test
  void whatFailsHalfWayStoresNothing() {
    AssetCard[] many =
        IntStream.range(0, 5_000)
            .mapToObj(i -> server("S-" + i, "tax", "1"))
            .toArray(AssetCard[]::new);
    assertThatThrownBy(
            () ->
                imports.take(
                    new ImportFile("aa", "", 5_000),
                    consumer -> {
                      for (AssetCard card : many) {
                        consumer.accept(card);
                      }
                      throw new IOException("the file is gone");
                    },
                    null,
                    WANG))
        .isInstanceOf(IOException.class);
    assertThat(standing()).isEmpty();
    assertThat(imports.latest(null, 10)).isEmpty();
    assertThat(ledger.head().size()).isZero();
  }

  @Test
  void undoRestoresWhatStoodBefore() throws IOException {
    take("aa", WANG, server("S-1", "tax", "100"), server("S-2", "tax", "100"));
    List<String> before = state();
    ImportRecord second =
        take(
                "bb",
                WANG,
                server("S-1", "tax", "200"),
                server("S-2", "tax", "100"),
                server("S-3", "tax", "300"))
            .stored();
    assertThat(second.added()).isEqualTo(1);
    assertThat(second.changed()).isEqualTo(1);
    ImportRecord undone = imports.undo(second.id(), null, null, WANG).orElseThrow();
    assertThat(undone.undone().by()).isEqualTo("wang");
    assertThat(state()).isEqualTo(before);
    assertThat(event(undone.undone().leaf()).get("import").asLong()).isEqualTo(second.id());
    assertThatThrownBy(() -> imports.undo(second.id(), null, null, WANG))
        .isInstanceOf(RegisterRefusedException.class)
        .hasMessageContaining("undone already");
    // The same file can come again now.
    assertThat(take("bb", WANG, server("S-1", "tax", "200")).stored()).isNotNull();
    assertThat(imports.undo(99, null, null, WANG)).isEmpty();
    assertThat(imports.undo(second.id(), null, CHEN, CHEN)).isEmpty();
  }

  @Test
  void undoRefusesWhatWasChangedSinceAndDoesNothing() throws IOException {
    ImportRecord stored =
        take("aa", WANG, server("S-1", "tax", "1"), server("S-2", "tax", "2")).stored();
    register.transfer(server("S-2", "tax", "2").asset(), "audit", null, "reform", null, CHEN);
    List<String> before = state();
    assertThatThrownBy(() -> imports.undo(stored.id(), null, null, WANG))
        .isInstanceOfSatisfying(
            RegisterRefusedException.class,
            refused -> assertThat(refused.assets()).containsExactly("Server S-2"));
    assertThat(state()).isEqualTo(before);
    // Not even when it came to be what it was.
    register.put(server("S-2", "tax", "2"), null, CHEN);
    assertThatThrownBy(() -> imports.undo(stored.id(), null, null, WANG))
        .isInstanceOf(RegisterRefusedException.class);
  }

  @Test
  void undoesManySlices() throws IOException {
    AssetCard[] many =
        IntStream.range(0, 4_500)
            .mapToObj(i -> server("S-" + i, "tax", "1"))
            .toArray(AssetCard[]::new);
    ImportRecord stored = take("aa", WANG, many).stored();
    assertThat(stored.added()).isEqualTo(4_500);
    imports.undo(stored.id(), null, null, WANG);
    assertThat(standing()).isEmpty();
  }

  @Test
  void anotherDepartmentsAssetIsNotTaken() throws IOException {
    take("aa", WANG, server("S-1", "tax", "1"));
    Set<String> audit = Set.of("audit");
    assertThatThrownBy(
            () ->
                imports.take(
                    new ImportFile("bb", "", 2),
                    consumer -> {
                      for (AssetCard card :
                          List.of(server("S-0", "audit", "1"), server("S-1", "audit", "1"))) {
                        consumer.accept(card);
                      }
                    },
                    audit,
                    CHEN))
        .isInstanceOfSatisfying(
            RegisterRefusedException.class,
            refused -> assertThat(refused.assets()).containsExactly("Server S-1"));
    assertThatThrownBy(() -> register.put(server("S-1", "audit", "1"), audit, CHEN))
        .isInstanceOf(RegisterRefusedException.class);
    assertThat(
            register.transfer(server("S-1", "tax", "1").asset(), "audit", null, "r", audit, CHEN))
        .isEmpty();
    assertThat(
            register.dispose(
                server("S-1", "tax", "1").asset(), LocalDate.of(2026, 5, 1), "r", audit, CHEN))
        .isEmpty();
    assertThat(standing()).hasSize(1);
  }

  @Test
  void aTransferKeepsTheCardAndLeavesTheOldTenant() throws IOException {
    register.put(server("S-1", "tax", "100"), null, WANG);
    register.transfer(server("S-1", "tax", "1").asset(), "audit", "Zhao", "reform", null, CHEN);
    AssetVersion now = standing().get(0);
    assertThat(now.facts().department()).isEqualTo("audit");
    assertThat(now.facts().tenant()).isNull();
    assertThat(now.facts().document())
        .contains("\"custodian\":\"Zhao\"", "\"originalValue\":100", "\"acquired\":\"2026-01-31\"");
    JsonNode told = event(ledger.head().size() - 1);
    assertThat(told.get("action").asText()).isEqualTo("transferred");
    assertThat(told.get("from").asText()).isEqualTo("tax");
    assertThat(told.get("user").asText()).isEqualTo("chen");
    assertThat(told.at("/asset/name").asText()).isEqualTo("S-1");
    assertThatThrownBy(() -> register.transfer(now.asset(), "audit", null, "again", null, CHEN))
        .isInstanceOf(RegisterRefusedException.class);
    assertThat(history(now.asset()))
        .extracting(version -> version.facts().department())
        .containsExactly("tax", "audit");
  }

  @Test
  void whatIsDisposedOfIsOffTheBooksAndInTheHistory() throws IOException {
    register.put(server("S-1", "tax", "86400"), null, WANG);
    assertThatThrownBy(
            () ->
                register.dispose(
                    server("S-1", "tax", "1").asset(), LocalDate.of(2026, 1, 30), "r", null, WANG))
        .isInstanceOf(InvalidFieldException.class);
    // January to June 2026 were written down: 1 200.00 each.
    Register.Disposed disposed =
        register
            .dispose(
                server("S-1", "tax", "1").asset(), LocalDate.of(2026, 7, 15), "burnt", null, WANG)
            .orElseThrow();
    assertThat(disposed.netValue()).isEqualByComparingTo("79200.00");
    assertThat(standing()).isEmpty();
    JsonNode told = event(ledger.head().size() - 1);
    assertThat(told.get("reason").asText()).isEqualTo("burnt");
    assertThat(told.get("netValue").decimalValue()).isEqualByComparingTo("79200");
    assertThat(history(server("S-1", "tax", "1").asset()))
        .extracting(version -> version.facts() == null)
        .containsExactly(false, true);
    assertThat(
            register.dispose(
                server("S-1", "tax", "1").asset(), LocalDate.of(2026, 8, 1), "r", null, WANG))
        .isEmpty();
  }

  @Test
  void placesFollowTheVersions() throws IOException {
    take("aa", WANG, camera("C-1", "tax", 120.15, 30.25), server("S-1", "tax", "1"));
    register.put(camera("C-1", "tax", -0.5, -30.255), null, WANG);
    assertThat(TestDatabase.number(database, "select count(*) from register_place")).isEqualTo(2);
    assertThat(
            Stream.of(DeviceGrid.cell(120.15, 30.25), DeviceGrid.cell(-0.5, -30.255))
                .map(
                    cell ->
                        TestDatabase.number(
                            database, "select count(*) from register_place where cell = " + cell)))
        .containsExactly(1L, 1L);
  }
}
