package dev.yunzhi.audit.register;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.yunzhi.audit.BoundedText;
import dev.yunzhi.audit.InvalidFieldException;
import dev.yunzhi.audit.asset.AssetFacts;
import dev.yunzhi.audit.asset.AssetHistory;
import dev.yunzhi.audit.asset.AssetId;
import dev.yunzhi.audit.asset.Observation;
import dev.yunzhi.audit.keeping.Person;
import dev.yunzhi.audit.ledger.Event;
import dev.yunzhi.audit.ledger.Ledger;
import dev.yunzhi.audit.ledger.LedgerTransaction;
import dev.yunzhi.audit.store.RowConsumer;
import dev.yunzhi.audit.store.StoreException;
import dev.yunzhi.audit.store.Transactions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * The register of assets that no cluster knows. What becomes of them are versions of the asset
 * record, and each act is an event of its own that tells who did it, in one transaction with them:
 * all of an act is done, or nothing. Thread-safe, in any number of programs.
 */
public final class Register {
  /** Of what is told of acts. */
  public static final String STREAM = "register";

  /** Assets that are in memory at once while an act is carried out. */
  private static final int SLICE = 2_000;

  private static final int MOST_REASON_BYTES = 1_000;

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

  private final DataSource source;
  private final Ledger ledger;
  private final String cluster;
  private final ValueRules rules;

  /**
   * @param cluster the name that its events go under
   */
  public Register(DataSource source, Ledger ledger, String cluster, ValueRules rules) {
    this.source = source;
    this.ledger = ledger;
    this.cluster = cluster;
    this.rules = rules;
  }

  /** Passes on all cards of a file; may be asked more than once. */
  @FunctionalInterface
  public interface Cards {
    void each(RowConsumer<AssetCard> consumer) throws IOException;
  }

  /**
   * What became of an import.
   *
   * @param stored null when there was nothing to be stored
   * @param same the earlier import of the same file, which stands; null when there is none
   */
  public record Taken(ImportRecord stored, ImportRecord same) {}

  /**
   * The assets of some that stand, by their ids.
   *
   * @throws StoreException when the database failed
   */
  public Map<AssetId, AssetFacts> standing(Collection<AssetId> assets) {
    return Transactions.run(
        source, "read registered assets", connection -> RegisterTable.standing(connection, assets));
  }

  /** The import of a file that stands; empty when there is none. */
  public Optional<ImportRecord> imported(String sha256) {
    return Transactions.run(
        source,
        "look for an import of the same file",
        connection -> ImportTable.standing(connection, sha256));
  }

  /**
   * The latest imports, the last one first.
   *
   * @param onlyOf null for those of everybody
   */
  public List<ImportRecord> imports(Person onlyOf, int most) {
    return ImportTable.list(source, onlyOf, most);
  }

  /**
   * Takes in all cards of a file. Those that say what stands are not recorded again.
   *
   * @param departments whose assets may be changed; null when all may
   * @throws RegisterRefusedException when one of the assets belongs to another department
   * @throws StoreException when the database failed; then nothing was taken in
   * @throws IOException when the cards cannot be read
   */
  public Taken take(ImportFile file, Cards cards, Set<String> departments, Person by)
      throws IOException {
    try {
      return ledger.transact(
          "import %d registered assets".formatted(file.rows()),
          transaction -> taken(transaction, file, cards, departments, by));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private Taken taken(
      LedgerTransaction transaction,
      ImportFile file,
      Cards cards,
      Set<String> departments,
      Person by)
      throws SQLException {
    Connection connection = transaction.connection();
    Optional<ImportRecord> same = ImportTable.standing(connection, file.sha256());
    if (same.isPresent()) {
      return new Taken(null, same.get());
    }
    Slices slices = new Slices(transaction, departments);
    try {
      cards.each(card -> slices.add(card.asset(), card.facts()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    slices.flush();
    if (slices.recorded == 0) {
      return new Taken(null, null);
    }
    Instant at = transaction.recordedAt();
    long leaf =
        append(
            transaction,
            "import",
            by,
            facts()
                .put("sha256", file.sha256())
                .put("file", file.name())
                .put("rows", file.rows())
                .put("versions", slices.recorded));
    Leaves leaves = leaves(connection, leaf, slices.recorded);
    long id = ImportTable.insert(connection, file, leaves, leaf, by, at);
    return new Taken(ImportTable.find(connection, id).orElseThrow().told(), null);
  }

  /** Those right before the leaf that tells of them; sensing devices get their places. */
  private static Leaves leaves(Connection connection, long leaf, long count) throws SQLException {
    long first = leaf - count;
    RegisterTable.place(connection, first, leaf - 1);
    return new Leaves(first, leaf - 1, RegisterTable.added(connection, first, leaf - 1));
  }

  /** Observes assets slice by slice, all at the instant of the transaction. */
  private static final class Slices {
    private final LedgerTransaction transaction;
    private final Set<String> departments;
    private final List<Observation> slice = new ArrayList<>();
    private long recorded;

    Slices(LedgerTransaction transaction, Set<String> departments) {
      this.transaction = transaction;
      this.departments = departments;
    }

    /**
     * Adds what becomes of an asset.
     *
     * @param facts null: gone
     */
    void add(AssetId asset, AssetFacts facts) {
      slice.add(new Observation(asset, transaction.recordedAt(), facts));
      if (slice.size() == SLICE) {
        try {
          flush();
        } catch (SQLException e) {
          throw new StoreException("record registered assets", e);
        }
      }
    }

    void flush() throws SQLException {
      if (slice.isEmpty()) {
        return;
      }
      if (departments != null) {
        requireOwn();
      }
      recorded += AssetHistory.record(transaction, List.copyOf(slice));
      slice.clear();
    }

    private void requireOwn() throws SQLException {
      List<AssetId> assets = slice.stream().map(Observation::asset).toList();
      List<AssetId> others =
          RegisterTable.standing(transaction.connection(), assets).entrySet().stream()
              .filter(one -> !departments.contains(one.getValue().department()))
              .map(Map.Entry::getKey)
              .toList();
      if (!others.isEmpty()) {
        throw new RegisterRefusedException(
            "%d of the assets belong to another department".formatted(others.size()),
            RegisterTable.names(others));
      }
    }
  }

  /**
   * Undoes an import: each of its assets becomes what it was before, or is gone again.
   *
   * @param departments whose assets may be changed; null when all may
   * @param onlyOf null, or the only person whose imports may be undone
   * @return empty when there is no such import
   * @throws RegisterRefusedException when it is undone already, or when somebody changed an asset
   *     since: then nothing is undone, and the exception names all of them
   */
  public Optional<ImportRecord> undo(long id, Set<String> departments, Person onlyOf, Person by) {
    return ledger.transact(
        "undo an import of registered assets",
        transaction -> {
          Connection connection = transaction.connection();
          Optional<ImportTable.Row> found =
              ImportTable.find(connection, id)
                  .filter(
                      row ->
                          onlyOf == null
                              || (row.told().by().equals(onlyOf.name())
                                  && row.told().realm().equals(onlyOf.realm())));
          if (found.isEmpty()) {
            return Optional.empty();
          }
          requireUntouched(connection, found.get());
          Slices slices = new Slices(transaction, departments);
          for (long at = found.get().firstLeaf(); at <= found.get().lastLeaf(); at += SLICE) {
            long last = Math.min(at + SLICE - 1, found.get().lastLeaf());
            RegisterTable.before(connection, at, last)
                .forEach(change -> slices.add(change.asset(), change.before()));
          }
          slices.flush();
          long leaf =
              append(
                  transaction,
                  "import-undone",
                  by,
                  facts().put("import", id).put("versions", slices.recorded));
          leaves(connection, leaf, slices.recorded);
          ImportTable.undone(connection, id, leaf, by, transaction.recordedAt());
          return ImportTable.find(connection, id).map(ImportTable.Row::told);
        });
  }

  private static void requireUntouched(Connection connection, ImportTable.Row row)
      throws SQLException {
    long id = row.told().id();
    if (row.told().undone() != null) {
      throw new RegisterRefusedException(
          "import %d is undone already, by %s at %s"
              .formatted(id, row.told().undone().by(), row.told().undone().at()),
          List.of());
    }
    List<AssetId> changed = RegisterTable.changedSince(connection, row.firstLeaf(), row.lastLeaf());
    if (!changed.isEmpty()) {
      throw new RegisterRefusedException(
          "%d assets of import %d were changed since; nothing was undone"
              .formatted(changed.size(), id),
          RegisterTable.names(changed));
    }
  }

  /**
   * Takes in one card.
   *
   * @return whether it said anything new
   * @throws RegisterRefusedException when the asset belongs to another department
   */
  public boolean put(AssetCard card, Set<String> departments, Person by) {
    return ledger.transact(
        "register an asset",
        transaction ->
            act(
                transaction,
                "registered",
                card.asset(),
                card.facts(),
                departments,
                by,
                facts().put("department", card.facts().department())));
  }

  /**
   * Hands an asset over to another department. What it was of the old one's tenants and projects it
   * is no longer.
   *
   * @param custodian who looks after it there; null leaves it as it is
   * @param reason 1 to 1000 bytes of UTF-8
   * @return empty when no such asset stands among the departments
   */
  public Optional<AssetFacts> transfer(
      AssetId asset,
      String to,
      String custodian,
      String reason,
      Set<String> departments,
      Person by) {
    BoundedText.require("reason", reason, 1, MOST_REASON_BYTES);
    return ledger.transact(
        "transfer a registered asset",
        transaction -> {
          Optional<AssetFacts> before = own(transaction, asset, departments);
          if (before.isEmpty()) {
            return Optional.empty();
          }
          if (before.get().department().equals(to)) {
            throw new RegisterRefusedException(
                "%s %s belongs to %s already".formatted(asset.kind(), asset.name(), to), List.of());
          }
          ObjectNode document = document(before.get());
          if (custodian != null) {
            document.put(CardField.CUSTODIAN.word(), custodian);
          }
          AssetFacts after = AssetFacts.of(to, null, null, document);
          act(
              transaction,
              "transferred",
              asset,
              after,
              null,
              by,
              facts()
                  .put("department", to)
                  .put("from", before.get().department())
                  .put("reason", reason));
          return Optional.of(after);
        });
  }

  /**
   * What an asset was worth in the books when it went, in yuan.
   *
   * @param originalValue null when it had none
   * @param netValue likewise
   */
  public record Disposed(LocalDate day, BigDecimal originalValue, BigDecimal netValue) {}

  /**
   * Takes an asset off the books.
   *
   * @param day on which it went: not before it was acquired. The record has it as gone from now on,
   *     which is when it learned of it
   * @param reason 1 to 1000 bytes of UTF-8
   * @return empty when no such asset stands among the departments
   */
  public Optional<Disposed> dispose(
      AssetId asset, LocalDate day, String reason, Set<String> departments, Person by) {
    BoundedText.require("reason", reason, 1, MOST_REASON_BYTES);
    return ledger.transact(
        "dispose of a registered asset",
        transaction -> {
          Optional<AssetFacts> before = own(transaction, asset, departments);
          if (before.isEmpty()) {
            return Optional.empty();
          }
          ObjectNode document = document(before.get());
          String acquired = document.path(CardField.ACQUIRED.word()).asText();
          if (!acquired.isEmpty() && day.isBefore(LocalDate.parse(acquired))) {
            throw new InvalidFieldException(
                "day", "is before the day of acquisition, %s; it must not be".formatted(acquired));
          }
          Optional<StraightLine> line = NetValue.line(asset, document, rules);
          Disposed disposed =
              new Disposed(
                  day,
                  line.map(StraightLine::original).orElse(null),
                  line.map(one -> one.netWhenDisposed(YearMonth.from(day)))
                      .map(net -> net.setScale(2, RoundingMode.HALF_UP))
                      .orElse(null));
          ObjectNode told =
              facts()
                  .put("department", before.get().department())
                  .put("day", day.toString())
                  .put("reason", reason);
          if (line.isPresent()) {
            told.put("originalValue", disposed.originalValue())
                .put("netValue", disposed.netValue());
          }
          act(transaction, "disposed", asset, null, null, by, told);
          return Optional.of(disposed);
        });
  }

  private static Optional<AssetFacts> own(
      LedgerTransaction transaction, AssetId asset, Set<String> departments) throws SQLException {
    return Optional.ofNullable(
            RegisterTable.standing(transaction.connection(), List.of(asset)).get(asset))
        .filter(facts -> departments == null || departments.contains(facts.department()));
  }

  private boolean act(
      LedgerTransaction transaction,
      String action,
      AssetId asset,
      AssetFacts after,
      Set<String> departments,
      Person by,
      ObjectNode facts)
      throws SQLException {
    Slices slices = new Slices(transaction, departments);
    slices.add(asset, after);
    slices.flush();
    if (slices.recorded == 0) {
      return false;
    }
    facts
        .putObject("asset")
        .put("kind", asset.kind())
        .put("namespace", asset.namespace())
        .put("name", asset.name())
        .put("uid", asset.uid());
    long leaf = append(transaction, action, by, facts);
    leaves(transaction.connection(), leaf, slices.recorded);
    return true;
  }

  private long append(LedgerTransaction transaction, String action, Person by, ObjectNode facts)
      throws SQLException {
    facts
        .put("action", action)
        .put("user", by.name())
        .put("realm", by.realm())
        .put("source", by.address());
    ArrayNode roles = facts.putArray("roles");
    by.roles().forEach(roles::add);
    Event event =
        new Event(STREAM, cluster, UUID.randomUUID().toString(), transaction.recordedAt(), facts);
    return transaction.append(List.of(event)).get(0).index();
  }

  private static ObjectNode facts() {
    return JsonNodeFactory.instance.objectNode();
  }

  private static ObjectNode document(AssetFacts facts) {
    try {
      JsonNode document = JSON.readTree(facts.document());
      return (ObjectNode) document;
    } catch (JsonProcessingException | ClassCastException e) {
      throw new IllegalStateException("a document is no JSON object: it was tampered with", e);
    }
  }
}
