package dev.yunzhi.audit.keeping;

import dev.yunzhi.audit.ledger.Ledger;
import dev.yunzhi.audit.ledger.LedgerTransaction;
import dev.yunzhi.audit.store.Rows;
import dev.yunzhi.audit.store.StoreException;
import dev.yunzhi.audit.store.Transactions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import javax.sql.DataSource;

/**
 * Removes whole shelves whose time is over, and moves old ones to files. Leaves are never touched.
 * Every step is one transaction that looks anew, so to be stopped anywhere, or to run twice at
 * once, does no harm.
 */
public final class Keeper {
  /** No file is written for so long without anything being added to it. */
  private static final Duration LONGEST_WRITE = Duration.ofHours(1);

  private final DataSource source;
  private final Ledger ledger;
  private final KeepingEvents events;
  private final Retention retention;
  private final Archive archive;

  /**
   * @param archive null moves nothing
   */
  public Keeper(
      DataSource source,
      Ledger ledger,
      KeepingEvents events,
      Retention retention,
      Archive archive) {
    this.source = source;
    this.ledger = ledger;
    this.events = events;
    this.retention = retention;
    this.archive = archive;
  }

  /**
   * What one pass came to.
   *
   * @param removed shelves that are gone now
   * @param held shelves that would be, but for a legal hold
   * @param moved shelves that are in files now
   * @param busy shelves that somebody was reading; the next pass tries again
   * @param oldest the first instant of the oldest month whose bodies are still there; null when
   *     there are none
   */
  public record Pass(
      List<String> removed,
      List<String> held,
      List<String> moved,
      List<String> busy,
      Instant oldest) {}

  private enum Outcome {
    GONE,
    REMOVED,
    HELD
  }

  /**
   * Goes once over all shelves.
   *
   * @throws StoreException when the database failed; what was done until then stays done
   * @throws UncheckedIOException when a file could not be written or deleted; so here
   */
  public Pass pass() {
    Pass pass =
        new Pass(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), null);
    Instant now = Transactions.run(source, "read the time", Rows::now);
    for (Shelf shelf : shelves()) {
      if (isOver(shelf, now)) {
        remove(shelf, pass);
      }
    }
    if (archive != null) {
      deleteFiles();
      move(now, pass);
    }
    Instant oldest = shelves().stream().findFirst().map(Shelf::start).orElse(null);
    return new Pass(pass.removed, pass.held, pass.moved, pass.busy, oldest);
  }

  private void remove(Shelf shelf, Pass pass) {
    Optional<Outcome> outcome = DropLock.retry(() -> remove(shelf));
    if (outcome.isEmpty()) {
      pass.busy.add(shelf.name());
    } else if (outcome.get() == Outcome.HELD) {
      pass.held.add(shelf.name());
    } else if (outcome.get() == Outcome.REMOVED) {
      pass.removed.add(shelf.name());
    }
  }

  private void deleteFiles() {
    FileDeletion.run(source, archive.files());
    if (!archive.files().isThere()) {
      return;
    }
    try {
      // By this machine's clock, or that of the directory's: it need not be exact.
      archive.files().deleteUnfinished(Instant.now().minus(LONGEST_WRITE));
    } catch (IOException e) {
      throw new UncheckedIOException("files that nobody writes any more cannot be deleted", e);
    }
  }

  private void move(Instant now, Pass pass) {
    Mover mover = new Mover(source, ledger, events, archive.files());
    for (Shelf shelf : shelves()) {
      if (shelf.file() == null && shelf.olderThan(archive.afterDays(), now)) {
        (mover.move(shelf) ? pass.moved : pass.busy).add(shelf.name());
      }
    }
  }

  private List<Shelf> shelves() {
    return Transactions.run(source, "list the shelves", Shelf::standing);
  }

  private boolean isOver(Shelf shelf, Instant now) {
    OptionalInt days = retention.of(shelf.stream());
    return days.isPresent() && shelf.olderThan(days.getAsInt(), now);
  }

  private Outcome remove(Shelf shelf) {
    // Before the sequencer is taken: it may take a while, and does not change any more.
    ShelfContent content =
        Transactions.run(
            source, "see what a shelf holds", connection -> ShelfContent.of(connection, shelf));
    return ledger.transact(
        "remove the shelf " + shelf.name(),
        transaction -> {
          Connection connection = transaction.connection();
          if (!Shelf.standing(connection).contains(shelf)
              || !isOver(shelf, transaction.recordedAt())) {
            return Outcome.GONE;
          }
          if (Holds.standing(connection).stream()
              .anyMatch(hold -> hold.scope().touches(shelf, content))) {
            return Outcome.HELD;
          }
          remove(transaction, shelf, content);
          return Outcome.REMOVED;
        });
  }

  private void remove(LedgerTransaction transaction, Shelf shelf, ShelfContent content)
      throws SQLException {
    String rule = "retention of %d days".formatted(retention.of(shelf.stream()).orElseThrow());
    long event =
        events.append(transaction, "shelf-removed", content.facts(shelf).put("rule", rule));
    Rows.write(
        transaction.connection(),
        """
        insert into ledger_shelf (shelf, removed_at, removed_event, rule) values (?, ?, ?, ?)
        on conflict (shelf) do update set removed_at = excluded.removed_at,
          removed_event = excluded.removed_event, rule = excluded.rule""",
        shelf.name(),
        transaction.recordedAt(),
        event,
        rule);
    if (shelf.file() == null) {
      DropLock.drop(transaction.connection(), shelf);
    } else {
      FileDeletion.discard(transaction.connection(), shelf.file());
    }
  }
}
