package dev.yunzhi.controlplane.publication;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.yunzhi.audit.ledger.Event;
import dev.yunzhi.audit.ledger.Ledger;
import dev.yunzhi.audit.store.Query;
import dev.yunzhi.audit.store.StoreException;
import dev.yunzhi.controlplane.store.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * The revisions in PostgreSQL. What is written is in the ledger in the same transaction.
 * Thread-safe.
 */
public final class RevisionStore {
  /** Bundles of revisions before the last ones are dropped; nobody fetches them any more. */
  private static final int KEPT_BUNDLES = 10;

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TypeReference<List<Revision.Rule>> RULES = new TypeReference<>() {};
  private static final String REVISION =
      "select sequence, revision, rolled_back_to, made_at, made_by, reason, policies";

  private static final String SOURCES = ", sources from policy_revision ";

  private final Database database;
  private final DataSource source;
  private final Ledger ledger;

  RevisionStore(Database database, DataSource source, Ledger ledger) {
    this.database = database;
    this.source = source;
    this.ledger = ledger;
  }

  /** A revision with what it was built of. */
  record Stored(Revision revision, Sources sources) {

    /** Whether it has the rule of an object as it is. */
    boolean has(Candidate candidate) {
      return revision.rule(candidate).isPresent() && candidate.isIn(sources);
    }
  }

  /** The policies are held: what was made of the Policy objects meanwhile does not count. */
  static final class HeldException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    HeldException() {
      super("the policies have just been rolled back and are held");
    }
  }

  /** The sequence of the last revision; 0 when there is none. */
  long lastSequence() {
    database.requireReady();
    return new Query("read the last revision of the policies")
        .sql("select coalesce(max(sequence), 0) from policy_revision")
        .list(source, row -> row.getLong(1))
        .get(0);
  }

  /** The last revision. */
  Optional<Stored> last() {
    return find(
        new Query("read the last revision")
            .sql(REVISION + SOURCES + "order by sequence desc limit 1"));
  }

  /** The last revision that was made of the Policy objects. */
  Optional<Stored> lastOfObjects() {
    return find(
        new Query("read the last revision of the Policy objects")
            .sql(REVISION + SOURCES + "where kind = 'Published' order by sequence desc limit 1"));
  }

  Optional<Stored> named(String revision) {
    return find(
        new Query("read a revision of the policies")
            .sql(REVISION + SOURCES + "where revision = ?", revision));
  }

  private Optional<Stored> find(Query query) {
    database.requireReady();
    return query
        .list(source, row -> new Stored(revision(row), Sources.of(row.getString("sources"))))
        .stream()
        .findFirst();
  }

  /** The last revisions, the latest first. */
  List<Revision> list(int limit) {
    database.requireReady();
    return new Query("list the revisions of the policies")
        .sql(REVISION + " from policy_revision order by sequence desc limit ?", limit)
        .list(source, RevisionStore::revision);
  }

  /** The bundles of the last revision. */
  Optional<Current> current() {
    database.requireReady();
    return new Query("read the bundles of the policies")
            .sql("select sequence, revision, wasm, rego from policy_revision")
            .sql(" order by sequence desc limit 1")
            .list(
                source,
                row ->
                    new Current(
                        row.getLong(1),
                        row.getString(2),
                        new SignedBundles(row.getBytes(3), row.getBytes(4))))
            .stream()
            .findFirst();
  }

  /** What agents are to have now. */
  record Current(long sequence, String revision, SignedBundles bundles) {}

  Optional<Hold> hold() {
    database.requireReady();
    return new Query("read whether the policies are held")
            .sql("select revision, held_at, held_by, h.reason from policy_hold h")
            .sql(" join policy_revision using (sequence)")
            .list(
                source,
                row ->
                    new Hold(
                        row.getString(1),
                        row.getObject(2, OffsetDateTime.class).toInstant(),
                        row.getString(3),
                        row.getString(4)))
            .stream()
            .findFirst();
  }

  /**
   * The revision that was the last one at an instant.
   *
   * @return empty when none had been published
   */
  public Optional<String> inForceAt(Instant instant) {
    database.requireReady();
    return new Query("read which policies were in force")
            .sql(
                "select revision from policy_revision where made_at <= ? order by sequence desc limit 1",
                instant)
            .list(source, row -> row.getString(1))
            .stream()
            .findFirst();
  }

  private static Revision revision(ResultSet row) throws SQLException {
    long rolledBackTo = row.getLong("rolled_back_to");
    boolean ofObjects = row.wasNull();
    try {
      return new Revision(
          row.getLong("sequence"),
          row.getString("revision"),
          ofObjects ? null : rolledBackTo,
          row.getObject("made_at", OffsetDateTime.class).toInstant(),
          row.getString("made_by"),
          row.getString("reason"),
          JSON.readValue(row.getString("policies"), RULES));
    } catch (JsonProcessingException e) {
      throw new StoreException("the rules of a revision cannot be read: " + e.getMessage());
    }
  }

  /**
   * Adds a revision; durable on return. One that repeats another holds the policies there.
   *
   * @throws StoreException if there is one of that sequence already
   * @throws HeldException if it was made of the Policy objects while the policies are held
   */
  void add(Revision revision, Sources sources, SignedBundles bundles, Event event) {
    database.requireReady();
    ledger.transact(
        "add revision " + revision.name(),
        transaction -> {
          Connection connection = transaction.connection();
          if (revision.rolledBackTo() == null && isHeld(connection)) {
            throw new HeldException();
          }
          insert(connection, revision, sources, bundles);
          if (revision.rolledBackTo() != null) {
            holdAt(connection, revision);
          }
          update(
              connection,
              "update policy_revision set wasm = null, rego = null"
                  + " where sequence <= ? and wasm is not null",
              revision.sequence() - KEPT_BUNDLES);
          return transaction.append(List.of(event));
        });
  }

  /**
   * Lets the policies go on.
   *
   * @return false when they were not held; then nothing is recorded
   */
  boolean resume(Event event) {
    database.requireReady();
    return ledger.transact(
        "let the policies go on",
        transaction -> {
          boolean held = update(transaction.connection(), "delete from policy_hold") > 0;
          if (held) {
            transaction.append(List.of(event));
          }
          return held;
        });
  }

  private static boolean isHeld(Connection connection) throws SQLException {
    return !new Query("read whether the policies are held")
        .sql("select 1 from policy_hold")
        .list(connection, row -> 1)
        .isEmpty();
  }

  private static void insert(
      Connection connection, Revision revision, Sources sources, SignedBundles bundles)
      throws SQLException {
    update(
        connection,
        "insert into policy_revision (sequence, revision, kind, rolled_back_to, made_at, made_by,"
            + " reason, digest, policies, sources, wasm, rego)"
            + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        revision.sequence(),
        revision.name(),
        revision.rolledBackTo() == null ? "Published" : "RolledBack",
        revision.rolledBackTo(),
        revision.madeAt().atOffset(ZoneOffset.UTC),
        revision.madeBy(),
        revision.reason(),
        sources.digest(),
        rules(revision),
        sources.json(),
        bundles.wasm(),
        bundles.rego());
  }

  private static String rules(Revision revision) {
    try {
      return JSON.writeValueAsString(revision.rules());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("rules are always JSON", e);
    }
  }

  private static void holdAt(Connection connection, Revision revision) throws SQLException {
    update(connection, "delete from policy_hold");
    update(
        connection,
        "insert into policy_hold (sequence, held_at, held_by, reason) values (?, ?, ?, ?)",
        revision.rolledBackTo(),
        revision.madeAt().atOffset(ZoneOffset.UTC),
        revision.madeBy(),
        revision.reason());
  }

  private static int update(Connection connection, String sql, Object... values)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      return statement.executeUpdate();
    }
  }
}
