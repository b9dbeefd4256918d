package dev.yunzhi.audit.ledger;

import dev.yunzhi.audit.InvalidFieldException;
import dev.yunzhi.audit.store.StoreException;
import dev.yunzhi.audit.store.Transactions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;

/**
 * The append-only log of everything that happened: one sequence of leaves from 0, without gaps,
 * under one Merkle tree (RFC 6962). Thread-safe; any number of writers in any number of programs
 * share one ledger, one at a time.
 */
public final class Ledger {
  private final DataSource source;
  private final Shelves shelves = new Shelves();
  private final GroupCommit group = new GroupCommit(this::commit);

  /** Where the log ends, as this program last wrote it: spares the next writer a look. */
  private volatile OpenTile end = OpenTile.EMPTY;

  /**
   * @param source a PostgreSQL database with the tables of {@link
   *     dev.yunzhi.audit.store.AuditSchema}
   */
  public Ledger(DataSource source) {
    this.source = source;
  }

  /** Work that writes to the database together with leaves. */
  @FunctionalInterface
  public interface Work<T> {
    T run(LedgerTransaction transaction) throws SQLException;
  }

  /**
   * Records events, each once. When this returns they are on disk, in the sequence and in the tree.
   * Calls that come at the same time share one commit.
   *
   * @return one answer for each event, in the same order
   * @throws InvalidFieldException when a body cannot be recorded; then none of the events is
   * @throws StoreException when the database failed. Whether the events are in is not known then;
   *     append the same ones again
   */
  public List<Appended> append(List<Event> events) {
    // The costly part, before the sequencer is taken.
    return appendEntries(events.stream().map(Entry::of).toList());
  }

  /** The same for events that were made ready one by one. */
  public List<Appended> append(PreparedEvents events) {
    return appendEntries(events.entries());
  }

  private List<Appended> appendEntries(List<Entry> entries) {
    return entries.isEmpty() ? List.of() : group.append(Batch.of(entries));
  }

  private List<Appended> commit(Batch batch) {
    return transact(
        "append " + batch.entries().size() + " events to the ledger",
        transaction -> transaction.append(batch));
  }

  /**
   * Runs work at the sequencer, in one transaction with the leaves that it appends. Other writers
   * wait meanwhile, so the work should be short.
   *
   * @param doing the work in words, for the error
   * @throws StoreException as {@link #append} does
   */
  public <T> T transact(String doing, Work<T> work) {
    LedgerTransaction[] ran = new LedgerTransaction[1];
    T result =
        Transactions.run(
            source,
            doing,
            connection -> {
              LedgerTransaction transaction = LedgerTransaction.begin(connection, shelves, end);
              T made = work.run(transaction);
              transaction.finish();
              ran[0] = transaction;
              return made;
            });
    end = ran[0].open();
    shelves.remember(ran[0].shelves());
    return result;
  }

  /**
   * The ledger as of its last commit.
   *
   * @throws StoreException when the database failed
   */
  public Head head() {
    try (Connection connection = source.getConnection()) {
      HeadRow head = HeadRow.read(connection);
      return new Head(head.tree().size(), head.tree().root(), head.recordedAt());
    } catch (SQLException e) {
      throw new StoreException("read the head of the ledger", e);
    }
  }
}
