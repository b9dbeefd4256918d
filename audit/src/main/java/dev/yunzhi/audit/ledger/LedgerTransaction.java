package dev.yunzhi.audit.ledger;

import dev.yunzhi.audit.merkle.CompactRange;
import dev.yunzhi.audit.merkle.Hash;
import dev.yunzhi.audit.merkle.MerkleTree;
import dev.yunzhi.audit.store.StoreException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * One turn at the sequencer. From its start to the end of the database's transaction no other
 * writer can append, so what is read here still holds when it is written. Not thread-safe.
 */
public final class LedgerTransaction {
  private final Connection connection;
  private final Shelves shelves;
  private final CompactRange tree;
  private final Instant recordedAt;
  private final Set<String> used = new TreeSet<>();
  private OpenTile open;
  private boolean appended;

  private LedgerTransaction(
      Connection connection, Shelves shelves, HeadRow head, OpenTile remembered) {
    this.connection = connection;
    this.shelves = shelves;
    this.tree = head.tree();
    this.recordedAt = head.recordedAt();
    this.open = remembered;
  }

  /**
   * Waits for the sequencer.
   *
   * @param remembered the end of the log as this program last knew it
   */
  static LedgerTransaction begin(Connection connection, Shelves shelves, OpenTile remembered)
      throws SQLException {
    HeadRow head = HeadRow.hold(connection);
    return new LedgerTransaction(connection, shelves, head, remembered);
  }

  /**
   * For what is to be written together with the leaves. Commit and rollback are not the caller's.
   */
  public Connection connection() {
    return connection;
  }

  /**
   * When this transaction records, by the database's clock: later than every transaction that
   * recorded before it.
   */
  public Instant recordedAt() {
    return recordedAt;
  }

  /**
   * Appends events in their order.
   *
   * @return one answer for each event, in the same order; none of them holds before the commit
   */
  public List<Appended> append(List<Event> events) throws SQLException {
    return events.isEmpty()
        ? List.of()
        : append(Batch.joined(List.of(Batch.of(events.stream().map(Entry::of).toList()))));
  }

  List<Appended> append(Batch batch) throws SQLException {
    long first = tree.size();
    Map<Entry.Key, Long> known = Map.of();
    List<Entry> fresh = batch.distinct();
    List<Run> runs = batch.runs();
    if (!Keys.claim(connection, first, fresh)) {
      Map<Entry.Key, Long> found = Keys.find(connection, fresh.stream().map(Entry::key).toList());
      known = found;
      fresh = fresh.stream().filter(entry -> !found.containsKey(entry.key())).toList();
      runs = Run.of(fresh);
      if (!Keys.claim(connection, first, fresh)) {
        throw new StoreException("a key came in while nobody but us may append");
      }
    }
    if (!fresh.isEmpty()) {
      store(first, fresh, runs);
    }
    return answers(batch, first, fresh, known);
  }

  private void store(long first, List<Entry> fresh, List<Run> runs) throws SQLException {
    if (open.size() != first) {
      open = OpenTile.read(connection, first);
    }
    used.addAll(Blocks.insert(connection, shelves, first, recordedAt, runs));
    List<Hash> hashes = fresh.stream().map(Entry::hash).toList();
    hashes.forEach(tree::append);
    open = Tiles.append(connection, open, hashes);
    appended = true;
  }

  private List<Appended> answers(
      Batch batch, long first, List<Entry> fresh, Map<Entry.Key, Long> known) throws SQLException {
    Map<Entry.Key, Appended> unanswered = new HashMap<>();
    long index = first;
    for (Entry entry : fresh) {
      unanswered.put(entry.key(), new Appended(index++, entry.hash(), false));
    }
    Map<Entry.Key, Appended> duplicates = new HashMap<>();
    Map<Long, Hash> firsts = known.isEmpty() ? Map.of() : leafHashes(Set.copyOf(known.values()));
    known.forEach(
        (key, place) -> duplicates.put(key, new Appended(place, firsts.get(place), true)));
    List<Appended> answers = new ArrayList<>(batch.entries().size());
    for (Entry entry : batch.entries()) {
      Appended answer = unanswered.remove(entry.key());
      if (answer != null) {
        duplicates.put(entry.key(), new Appended(answer.index(), answer.leafHash(), true));
      } else {
        answer = duplicates.get(entry.key());
      }
      answers.add(answer);
    }
    return answers;
  }

  /** Of leaves that were there before: what is sent again mostly lies side by side. */
  private Map<Long, Hash> leafHashes(Set<Long> indexes) throws SQLException {
    Map<Long, Hash> hashes = new TreeMap<>();
    List<Long> sorted = indexes.stream().sorted().toList();
    int at = 0;
    while (at < sorted.size()) {
      int end = at + 1;
      while (end < sorted.size() && sorted.get(end) == sorted.get(end - 1) + 1) {
        end++;
      }
      long from = sorted.get(at);
      List<byte[]> leaves = Blocks.leaves(connection, from, from + (end - at));
      if (leaves.size() != end - at) {
        throw new StoreException("the ledger has lost leaves from " + from);
      }
      for (int i = 0; i < leaves.size(); i++) {
        hashes.put(from + i, MerkleTree.leafHash(leaves.get(i)));
      }
      at = end;
    }
    return hashes;
  }

  /**
   * Removes the body of one event for good, as law may demand. Its leaf stays, and every proof. Who
   * removed it and why is for the caller to append.
   *
   * @return whether there was a body
   */
  public boolean removeBody(long index) throws SQLException {
    return Blocks.removeBody(connection, index);
  }

  /** Writes the new head. The last thing before the commit. */
  void finish() throws SQLException {
    if (!appended) {
      return;
    }
    try (PreparedStatement statement =
        connection.prepareStatement(
            "update ledger_head set size = ?, peaks = ?, recorded_at = ?")) {
      statement.setLong(1, tree.size());
      statement.setBytes(2, tree.peaks());
      statement.setObject(3, recordedAt.atOffset(ZoneOffset.UTC));
      statement.executeUpdate();
    }
  }

  /** The end of the log after this, once it is committed. */
  OpenTile open() {
    return open;
  }

  /** Shelves that are there, once this is committed. */
  Set<String> shelves() {
    return used;
  }
}
