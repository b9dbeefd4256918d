package dev.yunzhi.audit.keeping;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.yunzhi.audit.BoundedText;
import dev.yunzhi.audit.ledger.EventFilter;
import dev.yunzhi.audit.ledger.Ledger;
import dev.yunzhi.audit.ledger.LedgerReader;
import dev.yunzhi.audit.ledger.LedgerTransaction;
import dev.yunzhi.audit.ledger.StoredEvent;
import dev.yunzhi.audit.store.Query;
import dev.yunzhi.audit.store.Rows;
import dev.yunzhi.audit.store.Transactions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;

/**
 * Removal of single bodies: one person demands it, another decides. The leaf stays, and every
 * proof. Thread-safe, in any number of programs: each change is made at the sequencer.
 */
public final class Removals {
  private static final String COLUMNS =
      """
      select id, index, reason, ticket, proposed_by, proposed_at, proposed_event,
        decision, decided_by, decided_at, decided_event
      from ledger_removal""";

  /**
   * What the asset history holds besides, so that to remove it here would remove nothing; and what
   * tells of removals.
   */
  private static final Set<String> NOT_HERE = Set.of("asset", KeepingEvents.STREAM);

  private final DataSource source;
  private final Ledger ledger;
  private final LedgerReader reader;
  private final KeepingEvents events;
  private final ShelfFiles files;

  /**
   * @param files null when nothing is moved here
   */
  public Removals(
      DataSource source,
      Ledger ledger,
      LedgerReader reader,
      KeepingEvents events,
      ShelfFiles files) {
    this.source = source;
    this.ledger = ledger;
    this.reader = reader;
    this.events = events;
    this.files = files;
  }

  /**
   * Demands that a body be removed.
   *
   * @param reason and ticket: 1 to 1000 bytes of UTF-8 each
   * @throws KeepingRefusedException when there is no such body to remove
   */
  public Removal propose(long index, Person by, String reason, String ticket) {
    BoundedText.require("reason", reason, 1, Holds.MOST_BYTES);
    BoundedText.require("ticket", ticket, 1, Holds.MOST_BYTES);
    removable(index);
    return ledger.transact(
        "propose to remove a body",
        transaction -> {
          Connection connection = transaction.connection();
          Instant at = transaction.recordedAt();
          long id = Rows.nextId(connection, "ledger_removal");
          long event =
              events.append(
                  transaction,
                  "removal-proposed",
                  by,
                  KeepingEvents.facts()
                      .put("removal", id)
                      .put("index", index)
                      .put("reason", reason)
                      .put("ticket", ticket));
          Rows.write(
              connection,
              """
              insert into ledger_removal (id, index, reason, ticket,
                proposed_by, proposed_at, proposed_event)
              overriding system value values (?, ?, ?, ?, ?, ?, ?)""",
              id,
              index,
              reason,
              ticket,
              by.id(),
              at,
              event);
          return new Removal(id, index, reason, ticket, by.id(), at, event, null);
        });
  }

  /**
   * Removes the body.
   *
   * @param by another person than who proposed it
   * @throws KeepingRefusedException when it is the same person, it is decided already, a legal hold
   *     covers the event, or the body is not there any more
   */
  public Removal approve(long id, Person by) {
    Removal asked =
        Transactions.run(
            source,
            "read a removal",
            connection -> {
              Removal removal = decidable(connection, id, by);
              requireFree(connection, removal);
              return removal;
            });
    // Before the sequencer is taken: a file takes its time.
    FileRemoval inFiles = new FileRemoval(source, files);
    Optional<FileRemoval.Rewritten> rewritten = inFiles.rewrite(asked.index());
    Removal decided =
        ledger.transact(
            "remove a body", transaction -> remove(transaction, id, by, inFiles, rewritten));
    FileDeletion.run(source, files);
    return decided;
  }

  private Removal remove(
      LedgerTransaction transaction,
      long id,
      Person by,
      FileRemoval inFiles,
      Optional<FileRemoval.Rewritten> rewritten)
      throws SQLException {
    Connection connection = transaction.connection();
    Removal removal = decidable(connection, id, by);
    requireFree(connection, removal);
    boolean removed =
        rewritten.isEmpty()
            ? transaction.removeBody(removal.index())
            : inFiles.replace(connection, rewritten.get());
    if (!removed) {
      throw new KeepingRefusedException(
          "the month of event %d has just been moved or written anew; try again"
              .formatted(removal.index()));
    }
    ObjectNode facts = KeepingEvents.facts();
    rewritten.ifPresent(one -> ShelfFiles.describe(one.file(), facts));
    Removal decided = decide(transaction, removal, by, "approved", facts);
    Rows.write(
        connection,
        """
        insert into ledger_body_removed (index, removed_at, removed_event, rule)
        values (?, ?, ?, ?)""",
        removal.index(),
        transaction.recordedAt(),
        decided.decision().event(),
        "removal %d (%s)".formatted(id, removal.ticket()));
    return decided;
  }

  private static Removal decidable(Connection connection, long id, Person by) throws SQLException {
    Removal removal = open(connection, id);
    if (removal.proposedBy().equals(by.id())) {
      throw new KeepingRefusedException(
          "%s proposed removal %d; another person has to approve it".formatted(by.name(), id));
    }
    return removal;
  }

  private void requireFree(Connection connection, Removal removal) throws SQLException {
    StoredEvent stored = removable(removal.index());
    for (Hold hold : Holds.standing(connection)) {
      if (hold.scope().covers(stored.leaf().stream(), stored.leaf().time(), stored.body())) {
        throw new KeepingRefusedException(
            "hold %d (%s) covers event %d; nothing that it covers is removed while it stands"
                .formatted(hold.id(), hold.ticket(), removal.index()));
      }
    }
  }

  /**
   * Decides not to, or takes the demand back.
   *
   * @throws KeepingRefusedException when it is decided already
   */
  public Removal reject(long id, Person by) {
    return ledger.transact(
        "reject the removal of a body",
        transaction ->
            decide(
                transaction,
                open(transaction.connection(), id),
                by,
                "rejected",
                KeepingEvents.facts()));
  }

  /** All that ever were, the latest first. */
  public List<Removal> list() {
    return new Query("list the removals of bodies")
        .sql(COLUMNS + " order by id desc")
        .list(source, Removals::read);
  }

  private StoredEvent removable(long index) {
    StoredEvent stored =
        reader.read(EventFilter.ALL, index, 1).stream()
            .filter(event -> event.index() == index)
            .findFirst()
            .orElseThrow(() -> new KeepingRefusedException("the ledger has no event " + index));
    if (NOT_HERE.contains(stored.leaf().stream())) {
      throw new KeepingRefusedException(
          "event %d is of the stream %s, of which no single body is removed"
              .formatted(index, stored.leaf().stream()));
    }
    if (stored.body() == null) {
      throw new KeepingRefusedException(
          "the body of event %d is not here: %s"
              .formatted(index, stored.absence() == null ? "removed" : stored.absence()));
    }
    return stored;
  }

  private Removal decide(
      LedgerTransaction transaction, Removal removal, Person by, String outcome, ObjectNode facts)
      throws SQLException {
    long event =
        events.append(
            transaction,
            "removal-" + outcome,
            by,
            facts
                .put("removal", removal.id())
                .put("index", removal.index())
                .put("ticket", removal.ticket()));
    Instant at = transaction.recordedAt();
    Rows.write(
        transaction.connection(),
        """
        update ledger_removal
        set decision = ?, decided_by = ?, decided_at = ?, decided_event = ? where id = ?""",
        outcome,
        by.id(),
        at,
        event,
        removal.id());
    return new Removal(
        removal.id(),
        removal.index(),
        removal.reason(),
        removal.ticket(),
        removal.proposedBy(),
        removal.proposedAt(),
        removal.proposedEvent(),
        new Removal.Decision(outcome, by.id(), at, event));
  }

  private static Removal open(Connection connection, long id) throws SQLException {
    return new Query("read the removal of a body")
            .sql(COLUMNS + " where id = ? and decision is null", id)
            .list(connection, Removals::read)
            .stream()
            .findFirst()
            .orElseThrow(
                () ->
                    new KeepingRefusedException(
                        "no removal %d waits for a decision".formatted(id)));
  }

  private static Removal read(ResultSet row) throws SQLException {
    String outcome = row.getString("decision");
    return new Removal(
        row.getLong("id"),
        row.getLong("index"),
        row.getString("reason"),
        row.getString("ticket"),
        row.getString("proposed_by"),
        row.getObject("proposed_at", OffsetDateTime.class).toInstant(),
        row.getLong("proposed_event"),
        outcome == null
            ? null
            : new Removal.Decision(
                outcome,
                row.getString("decided_by"),
                row.getObject("decided_at", OffsetDateTime.class).toInstant(),
                row.getLong("decided_event")));
  }
}
