package dev.yunzhi.audit.keeping;

import static dev.yunzhi.audit.ledger.Events.events;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.ZstdInputStream;
import dev.yunzhi.audit.TestDatabase;
import dev.yunzhi.audit.ledger.EventFilter;
import dev.yunzhi.audit.ledger.EventSearch;
import dev.yunzhi.audit.ledger.EventSearcher;
import dev.yunzhi.audit.ledger.IndexBuilder;
import dev.yunzhi.audit.ledger.Ledger;
import dev.yunzhi.audit.ledger.LedgerReader;
import dev.yunzhi.audit.ledger.StoredEvent;
import dev.yunzhi.audit.merkle.Hash;
import dev.yunzhi.audit.store.StoreException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Months in files. */
class ArchiveTest {
  private static final Person AUDITOR = new Person("wang", "local", List.of(), "10.0.0.1");
  private static final Person SECURITY = new Person("li", "local", List.of(), "10.0.0.2");

  @TempDir private Path directory;

  private final DataSource database = TestDatabase.empty();
  private final Ledger ledger = new Ledger(database);
  private final KeepingEvents told = new KeepingEvents("home");
  private ShelfFiles files;
  private LedgerReader reader;
  private Removals removals;

  @BeforeEach
  void open() {
    files = new ShelfFiles(directory);
    reader = new LedgerReader(database, files);
    removals = new Removals(database, ledger, reader, told, files);
  }

  private Keeper keeper(Integer retention) {
    return new Keeper(
        database, ledger, told, new Retention(Map.of(), retention), new Archive(files, 30));
  }

  private List<String> bodies() {
    return reader.read(EventFilter.ALL, 0, 10_000).stream().map(StoredEvent::body).toList();
  }

  private List<Path> inDirectory(String suffix) {
    try (Stream<Path> all = Files.list(directory)) {
      return all.filter(path -> path.toString().endsWith(suffix)).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** So many events, each batch a block. */
  private String old(int batches) {
    for (int batch = 0; batch < batches; batch++) {
      ledger.append(events("b" + batch + "-", 0, 20));
    }
    return Months.backdate(database, "api-audit", Months.ago(3));
  }

  @Test
  void whatWasMovedIsReadFromItsFile() throws IOException {
    String shelf = old(30);
    List<String> before = bodies();

    assertThat(keeper(null).pass().moved()).containsExactly(shelf);

    assertThat(
            TestDatabase.number(
                database, "select count(*) from ledger_body where shelf like 'api-audit/%'"))
        .isZero();
    List<String> after = bodies();
    assertThat(after.subList(0, 600)).isEqualTo(before);
    Path file = inDirectory(".zst").get(0);
    Hash digest = Hash.sha256(Files.readAllBytes(file));
    assertThat(after.get(600))
        .contains("\"action\":\"shelf-moved\"", "\"sha256\":\"" + digest + "\"", "\"blocks\":30");
    assertThat(Files.readString(inDirectory(".json").get(0)))
        .contains("\"sha256\":\"" + digest + "\"", "\"shelf\":\"" + shelf + "\"");
    assertThat(inDirectory(".tmp")).isEmpty();
    // At rest nothing is written.
    assertThat(keeper(null).pass().moved()).isEmpty();
    assertThat(ledger.head().size()).isEqualTo(601);
  }

  /** As RFC 8878 has it: frames one after another, then one that whoever unpacks skips. */
  @Test
  void anyZstdUnpacksAFile() throws IOException {
    old(3);
    keeper(null).pass();
    byte[] file = Files.readAllBytes(inDirectory(".zst").get(0));
    try (InputStream in = new ZstdInputStream(new ByteArrayInputStream(file))) {
      assertThat(new String(in.readAllBytes(), UTF_8))
          .contains("{\"id\":\"b0-0\"}", "{\"id\":\"b2-19\"}");
    }
  }

  @Test
  void whatWasMovedIsFound() throws IOException {
    old(300);
    keeper(null).pass();
    EventSearcher searcher = new EventSearcher(database, reader);
    EventSearch search = new EventSearch(EventFilter.ALL, List.of(), "b7-3");
    assertThat(searcher.oldest(search, 0, Long.MAX_VALUE, 10).events())
        .extracting(StoredEvent::body)
        .containsExactly("{\"id\":\"b7-3\"}");
    // An index that is made while the file is away passes nothing over.
    Path file = inDirectory(".zst").get(0);
    Path elsewhere = Files.move(file, directory.resolve("elsewhere"));
    IndexBuilder index = new IndexBuilder(database, files);
    assertThat(index.advance()).isTrue();
    Files.move(elsewhere, file);
    assertThat(searcher.oldest(search, 0, Long.MAX_VALUE, 10).events()).hasSize(1);
  }

  @Test
  void aFileThatIsNotHereIsNamed() throws IOException {
    old(1);
    keeper(null).pass();
    Path file = inDirectory(".zst").get(0);
    Path elsewhere = Files.move(file, directory.resolve("elsewhere"));
    StoredEvent away = reader.read(EventFilter.ALL, 0, 1).get(0);
    assertThat(away.body()).isNull();
    assertThat(away.absence().removed()).isFalse();
    assertThat(away.absence().toString())
        .contains("moved at", file.getFileName().toString(), "event 20 tells of it");
    Files.move(elsewhere, file);
    assertThat(reader.read(EventFilter.ALL, 0, 1).get(0).body()).isEqualTo("{\"id\":\"b0-0\"}");
  }

  @Test
  void aFileThatWasChangedIsNotBelieved() throws IOException {
    old(2);
    keeper(null).pass();
    Path file = inDirectory(".zst").get(0);
    byte[] whole = Files.readAllBytes(file);
    int unseen = 0;
    for (int at = 0; at < whole.length; at++) {
      byte[] changed = whole.clone();
      changed[at] ^= 1;
      Files.write(file, changed);
      try {
        List<String> read = bodies();
        // Nobody reads the head of the index' frame; all else is as it was, or noticed.
        assertThat(read.subList(0, 2)).containsExactly("{\"id\":\"b0-0\"}", "{\"id\":\"b0-1\"}");
        unseen++;
      } catch (StoreException e) {
        assertThat(e).hasMessageMatching("(?s).+");
      }
    }
    assertThat(unseen).isLessThan(40);
    Files.write(file, Arrays.copyOf(whole, whole.length - 1));
    assertThatThrownBy(this::bodies).hasMessageContaining("cut short");
  }

  @Test
  void retentionDeletesTheFile() throws IOException {
    ledger.append(events("a", 0, 20));
    Months.backdate(database, "api-audit", Months.ago(8));
    keeper(null).pass();
    assertThat(inDirectory("")).hasSize(2);
    assertThat(keeper(184).pass().removed()).hasSize(1);
    assertThat(inDirectory("")).isEmpty();
    StoredEvent removed = reader.read(EventFilter.ALL, 0, 1).get(0);
    assertThat(removed.absence().removed()).isTrue();
    assertThat(removed.absence().rule()).isEqualTo("retention of 184 days");
    assertThat(keeper(184).pass().removed()).isEmpty();
  }

  @Test
  void oneBodyGoesFromAFile() throws IOException {
    old(3);
    keeper(null).pass();
    Path before = inDirectory(".zst").get(0);
    long id = removals.propose(25, AUDITOR, "judgment", "T-7").id();
    removals.approve(id, SECURITY);

    assertThat(inDirectory(".zst")).hasSize(1).doesNotContain(before);
    List<StoredEvent> left = reader.read(EventFilter.ALL, 0, 60);
    assertThat(left.get(25).body()).isNull();
    assertThat(left.get(25).absence().rule()).isEqualTo("removal %d (T-7)".formatted(id));
    assertThat(left.get(24).body()).isEqualTo("{\"id\":\"b1-4\"}");
    assertThat(left.get(59).body()).isEqualTo("{\"id\":\"b2-19\"}");
    assertThat(reader.read(EventFilter.stream("keeping"), 0, 10).get(2).body())
        .contains(
            "removal-approved", Hash.sha256(Files.readAllBytes(inDirectory(".zst").get(0))) + "");
  }

  @Test
  void whatIsDeletedLaterIsNotForgotten() throws IOException {
    old(1);
    keeper(null).pass();
    String file = inDirectory(".zst").get(0).getFileName().toString();
    String nobodys = file.replaceAll("[0-9a-f]{16}", "0123456789abcdef");
    Files.writeString(directory.resolve(nobodys), "left over");
    for (String each : List.of(file, nobodys)) {
      TestDatabase.execute(
          database, "insert into ledger_file_discarded values ('%s')".formatted(each));
    }
    keeper(null).pass();
    // What a shelf has stays, whatever is written down.
    assertThat(inDirectory(".zst")).containsExactly(directory.resolve(file));
    assertThat(TestDatabase.number(database, "select count(*) from ledger_file_discarded"))
        .isZero();
  }

  @Test
  void whatNobodyWritesAnyMoreGoes() throws IOException {
    Path left = Files.writeString(directory.resolve("api-audit-2026-01.tmp"), "left over");
    Path written = Files.writeString(directory.resolve("decision-2026-01.tmp"), "being written");
    Files.setLastModifiedTime(left, FileTime.from(Instant.now().minus(2, ChronoUnit.HOURS)));
    keeper(null).pass();
    assertThat(inDirectory("")).containsExactly(written);
  }

  /** Another program, which deletes what is nobody's, between the writing of a file and its use. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aFileThatIsGoneAgainIsNotReliedOn(boolean whole) throws Exception {
    String shelf = old(3);
    List<String> before = bodies();
    FutureTask<Keeper.Pass> pass = new FutureTask<>(keeper(null)::pass);
    ledger.transact(
        "have the mover wait",
        transaction -> {
          new Thread(pass).start();
          // Not before: until then it reads again what it has written.
          Arrival.awaitLocked(database);
          if (whole) {
            FileDeletion.run(database, files);
          } else {
            // By a program that is killed before it can forget the file.
            assertThat(inDirectory(".zst").get(0).toFile().delete()).isTrue();
          }
          return null;
        });
    assertThat(pass.get().moved()).isEmpty();
    assertThat(pass.get().busy()).containsExactly(shelf);
    assertThat(bodies()).isEqualTo(before);
    assertThat(keeper(null).pass().moved()).containsExactly(shelf);
    assertThat(bodies().subList(0, before.size())).isEqualTo(before);
    assertThat(inDirectory(".zst")).hasSize(1);
  }
}
