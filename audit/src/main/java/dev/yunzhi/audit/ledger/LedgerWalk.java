package dev.yunzhi.audit.ledger;

import dev.yunzhi.audit.merkle.CompactRange;
import dev.yunzhi.audit.merkle.Hash;
import dev.yunzhi.audit.merkle.MerkleTree;
import dev.yunzhi.audit.note.Checkpoint;
import dev.yunzhi.audit.store.Query;
import dev.yunzhi.audit.store.StoreException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.LongPredicate;

/** One way through the ledger from its first leaf to its last. Used once. */
final class LedgerWalk {
  /** Whoever is told of so many need not be told of more. */
  static final int MOST_FAULTS = 100;

  /** Blocks that are held at once. */
  private static final int FETCH_SIZE = 8;

  private final Connection connection;
  private final LongPredicate removed;
  private final List<String> faults = new ArrayList<>();
  private final CompactRange tree = CompactRange.of(0, new byte[0]);
  private final TileWalk tiles;
  private final CheckpointWalk checkpoints;
  private Instant recordedBefore = Instant.MIN;
  private long bodies;

  LedgerWalk(
      Connection connection, KnownCheckpoints known, List<Checkpoint> held, LongPredicate removed) {
    this.connection = connection;
    this.removed = removed;
    this.tiles = new TileWalk(connection, this::fault);
    this.checkpoints = new CheckpointWalk(connection, known, held, this::fault);
  }

  void fault(String fault) {
    if (faults.size() < MOST_FAULTS) {
      faults.add(fault);
    }
  }

  LedgerCheck.Outcome walk() throws SQLException {
    HeadRow head = HeadRow.read(connection);
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            select b.first, b.count, b.stream, b.shelf, b.recorded_at, b.min_time, b.max_time,
                   b.leaves, d.bodies
            from ledger_block b
            left join ledger_body d on d.first = b.first and d.shelf = b.shelf
            order by b.first
            """)) {
      statement.setFetchSize(FETCH_SIZE);
      try (ResultSet row = statement.executeQuery()) {
        checkpoints.at(tree);
        boolean goesOn = true;
        while (goesOn && row.next()) {
          goesOn = block(Block.read(row));
        }
      }
    }
    checkpoints.end(tree);
    tiles.end();
    end(head);
    return new LedgerCheck.Outcome(tree.size(), bodies, checkpoints.good(), faults);
  }

  private void end(HeadRow head) throws SQLException {
    if (head.tree().size() != tree.size()) {
      fault(
          "the head speaks of %d leaves; there are %d".formatted(head.tree().size(), tree.size()));
    } else if (!Arrays.equals(head.tree().peaks(), tree.peaks())) {
      fault("the head is not that of the leaves");
    }
    if (recordedBefore.isAfter(head.recordedAt())) {
      fault("the last block was recorded at %s, after the head".formatted(recordedBefore));
    }
    long keys = count("select count(*) from ledger_key");
    if (keys != tree.size()) {
      fault("there are %d keys of %d leaves".formatted(keys, tree.size()));
    }
    long stray =
        count(
            """
            select count(*) from ledger_body d where not exists (
              select from ledger_block b where b.first = d.first and b.shelf = d.shelf)
            """);
    if (stray > 0) {
      fault("%d blocks of bodies belong to no leaves".formatted(stray));
    }
  }

  private long count(String sql) throws SQLException {
    return new Query("check the ledger").sql(sql).list(connection, row -> row.getLong(1)).get(0);
  }

  // Never compared.
  @SuppressWarnings("ArrayRecordComponent")
  private record Block(
      long first,
      int count,
      String stream,
      String shelf,
      Instant recordedAt,
      Instant minTime,
      Instant maxTime,
      byte[] leaves,
      byte[] bodies) {
    static Block read(ResultSet row) throws SQLException {
      return new Block(
          row.getLong(1),
          row.getInt(2),
          row.getString(3),
          row.getString(4),
          instant(row, 5),
          instant(row, 6),
          instant(row, 7),
          row.getBytes(8),
          row.getBytes(9));
    }

    private static Instant instant(ResultSet row, int column) throws SQLException {
      return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    String name() {
      return "the block from " + first;
    }
  }

  /** Whether the sequence can be followed beyond the block. */
  private boolean block(Block block) throws SQLException {
    if (block.first != tree.size()) {
      fault("after leaf %d comes %s".formatted(tree.size() - 1, block.name()));
      return false;
    }
    List<byte[]> packed;
    try {
      packed = LeafBlock.unpack(block.first, block.count, block.leaves);
    } catch (StoreException e) {
      fault(e.getMessage());
      return false;
    }
    packed(block.name() + " of leaves", block.leaves);
    for (byte[] bytes : packed) {
      Hash hash = MerkleTree.leafHash(bytes);
      tree.append(hash);
      tiles.leaf(hash);
      checkpoints.at(tree);
    }
    try {
      List<Leaf> leaves = packed.stream().map(Leaf::parse).toList();
      described(block, leaves);
      bodies(block, leaves);
      keys(block, leaves);
    } catch (StoreException e) {
      fault("%s: %s".formatted(block.name(), e.getMessage()));
    }
    return true;
  }

  private void packed(String what, byte[] frame) {
    if (!Zstd.isFrameOf(Zstd.decompress(what, frame), frame)) {
      fault(what + " is not packed as it was: bits were changed that say nothing");
    }
  }

  /** What stands beside the leaves, for the search, must be what they say. */
  private void described(Block block, List<Leaf> leaves) {
    if (!leaves.stream().allMatch(leaf -> leaf.stream().equals(block.stream))
        || !leaves.stream()
            .map(Leaf::time)
            .min(Instant::compareTo)
            .orElseThrow()
            .equals(block.minTime)
        || !leaves.stream()
            .map(Leaf::time)
            .max(Instant::compareTo)
            .orElseThrow()
            .equals(block.maxTime)) {
      fault(block.name() + " is not described as its leaves are");
    }
    if (!block.shelf.equals(Shelves.name(block.stream, block.recordedAt))
        || block.recordedAt.isBefore(recordedBefore)) {
      fault(block.name() + " was not recorded when it says");
    }
    recordedBefore = block.recordedAt;
  }

  private void bodies(Block block, List<Leaf> leaves) {
    List<byte[]> found =
        block.bodies == null ? List.of() : BodyBlock.unpack(block.first, block.bodies);
    if (block.bodies != null) {
      packed(block.name() + " of bodies", block.bodies);
    }
    if (block.bodies != null && found.size() != leaves.size()) {
      fault("%s has %d bodies of %d".formatted(block.name(), found.size(), leaves.size()));
      return;
    }
    for (int i = 0; i < leaves.size(); i++) {
      long index = block.first + i;
      byte[] body = found.isEmpty() ? null : found.get(i);
      if (body == null) {
        if (!removed.test(index)) {
          fault("the body of leaf %d is gone".formatted(index));
        }
      } else if (!Hash.sha256(body).equals(leaves.get(i).digest())) {
        fault("the body of leaf %d is not what the leaf vouches for".formatted(index));
      } else {
        bodies++;
      }
    }
  }

  private void keys(Block block, List<Leaf> leaves) throws SQLException {
    List<Entry.Key> keys = leaves.stream().map(Entry.Key::of).toList();
    Map<Entry.Key, Long> found = Keys.find(connection, keys);
    for (int i = 0; i < keys.size(); i++) {
      Long place = found.get(keys.get(i));
      if (place == null || place != block.first + i) {
        fault(
            "leaf %d would not be known again: its key leads to %s"
                .formatted(block.first + i, place));
      }
    }
  }
}
