package dev.yunzhi.audit.keeping;

import dev.yunzhi.audit.BoundedText;
import dev.yunzhi.audit.ledger.Ledger;
import dev.yunzhi.audit.store.Query;
import dev.yunzhi.audit.store.Rows;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/** Legal holds. Thread-safe, in any number of programs: each change is made at the sequencer. */
public final class Holds {
  static final int MOST_BYTES = 1000;

  private static final String COLUMNS =
      """
      select id, stream, tenant, from_time, until_time, reason, ticket,
        placed_by, placed_at, placed_event, lifted_by, lifted_at, lifted_event, lift_reason
      from ledger_hold""";

  private final DataSource source;
  private final Ledger ledger;
  private final KeepingEvents events;

  public Holds(DataSource source, Ledger ledger, KeepingEvents events) {
    this.source = source;
    this.ledger = ledger;
    this.events = events;
  }

  /**
   * Places a hold. From now on nothing that it covers is removed.
   *
   * @param reason and ticket: 1 to 1000 bytes of UTF-8 each
   */
  public Hold place(HoldScope scope, Person by, String reason, String ticket) {
    BoundedText.require("reason", reason, 1, MOST_BYTES);
    BoundedText.require("ticket", ticket, 1, MOST_BYTES);
    return ledger.transact(
        "place a legal hold",
        transaction -> {
          Connection connection = transaction.connection();
          Instant at = transaction.recordedAt();
          long id = Rows.nextId(connection, "ledger_hold");
          long event =
              events.append(
                  transaction,
                  "hold-placed",
                  by,
                  KeepingEvents.facts()
                      .put("hold", id)
                      .put("reason", reason)
                      .put("ticket", ticket)
                      .set("scope", scope.facts()));
          Rows.write(
              connection,
              """
              insert into ledger_hold (id, stream, tenant, from_time, until_time, reason, ticket,
                placed_by, placed_at, placed_event)
              overriding system value values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
              id,
              scope.stream(),
              scope.tenant(),
              scope.from(),
              scope.until(),
              reason,
              ticket,
              by.id(),
              at,
              event);
          return new Hold(id, scope, reason, ticket, by.id(), at, event, null);
        });
  }

  /**
   * Lifts a hold.
   *
   * @param by another person than who placed it
   * @throws KeepingRefusedException when it is the same person, or there is no such hold that
   *     stands
   */
  public Hold lift(long id, Person by, String reason) {
    BoundedText.require("reason", reason, 1, MOST_BYTES);
    return ledger.transact(
        "lift a legal hold",
        transaction -> {
          Connection connection = transaction.connection();
          Hold hold =
              find(connection, id)
                  .filter(one -> one.lifted() == null)
                  .orElseThrow(
                      () -> new KeepingRefusedException("no hold %d stands".formatted(id)));
          if (hold.placedBy().equals(by.id())) {
            throw new KeepingRefusedException(
                "%s placed hold %d; another person has to lift it".formatted(by.name(), id));
          }
          Instant at = transaction.recordedAt();
          long event =
              events.append(
                  transaction,
                  "hold-lifted",
                  by,
                  KeepingEvents.facts()
                      .put("hold", id)
                      .put("reason", reason)
                      .put("ticket", hold.ticket())
                      .set("scope", hold.scope().facts()));
          Rows.write(
              connection,
              """
              update ledger_hold
              set lifted_by = ?, lifted_at = ?, lifted_event = ?, lift_reason = ? where id = ?""",
              by.id(),
              at,
              event,
              reason,
              id);
          return new Hold(
              id,
              hold.scope(),
              hold.reason(),
              hold.ticket(),
              hold.placedBy(),
              hold.placedAt(),
              hold.placedEvent(),
              new Hold.Lift(by.id(), at, event, reason));
        });
  }

  /** All that ever were, the latest first. */
  public List<Hold> list() {
    return new Query("list the legal holds")
        .sql(COLUMNS + " order by id desc")
        .list(source, Holds::read);
  }

  /** Those that stand. At the sequencer none can come or go. */
  static List<Hold> standing(Connection connection) throws SQLException {
    return new Query("read the legal holds that stand")
        .sql(COLUMNS + " where lifted_at is null order by id")
        .list(connection, Holds::read);
  }

  private static Optional<Hold> find(Connection connection, long id) throws SQLException {
    return new Query("read a legal hold")
        .sql(COLUMNS + " where id = ?", id).list(connection, Holds::read).stream().findFirst();
  }

  private static Hold read(ResultSet row) throws SQLException {
    Instant lifted = instant(row, "lifted_at");
    return new Hold(
        row.getLong("id"),
        new HoldScope(
            row.getString("stream"),
            row.getString("tenant"),
            instant(row, "from_time"),
            instant(row, "until_time")),
        row.getString("reason"),
        row.getString("ticket"),
        row.getString("placed_by"),
        instant(row, "placed_at"),
        row.getLong("placed_event"),
        lifted == null
            ? null
            : new Hold.Lift(
                row.getString("lifted_by"),
                lifted,
                row.getLong("lifted_event"),
                row.getString("lift_reason")));
  }

  private static Instant instant(ResultSet row, String column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }
}
