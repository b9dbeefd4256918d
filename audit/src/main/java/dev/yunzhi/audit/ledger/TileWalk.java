package dev.yunzhi.audit.ledger;

import dev.yunzhi.audit.merkle.CompactRange;
import dev.yunzhi.audit.merkle.Hash;
import dev.yunzhi.audit.merkle.Tile;
import dev.yunzhi.audit.store.Query;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/** Holds the stored tiles against those that the leaves make, one after another. Used once. */
final class TileWalk {
  private final Connection connection;
  private final Consumer<String> fault;

  /** By level: the hashes that fill no tile yet. */
  private final List<List<Hash>> open = new ArrayList<>();

  /** By level: how many tiles were filled. */
  private final List<Long> filled = new ArrayList<>();

  TileWalk(Connection connection, Consumer<String> fault) {
    this.connection = connection;
    this.fault = fault;
  }

  void leaf(Hash hash) throws SQLException {
    add(0, hash);
  }

  private void add(int level, Hash hash) throws SQLException {
    if (open.size() == level) {
      open.add(new ArrayList<>());
      filled.add(0L);
    }
    List<Hash> hashes = open.get(level);
    hashes.add(hash);
    if (hashes.size() < Tile.WIDTH) {
      return;
    }
    Hash root = CompactRange.of(hashes).root();
    require(level, filled.get(level), root, Tiles.concatenated(hashes));
    filled.set(level, filled.get(level) + 1);
    hashes.clear();
    add(level + 1, root);
  }

  private void require(int level, long index, Hash root, byte[] hashes) throws SQLException {
    List<Boolean> same =
        new Query("check a tile")
            .sql("select root, hashes from ledger_tile where level = ? and index = ?", level, index)
            .list(
                connection,
                row ->
                    Arrays.equals(row.getBytes(1), root.bytes())
                        && Arrays.equals(row.getBytes(2), hashes));
    if (!same.equals(List.of(true))) {
      fault.accept(
          "tile %d of level %d is %s"
              .formatted(index, level, same.isEmpty() ? "gone" : "not that of the leaves"));
    }
  }

  void end() throws SQLException {
    long expected = filled.stream().mapToLong(Long::longValue).sum();
    long stored =
        new Query("count the tiles")
            .sql("select count(*) from ledger_tile")
            .list(connection, row -> row.getLong(1))
            .get(0);
    if (stored != expected) {
      fault.accept("there are %d tiles where the leaves fill %d".formatted(stored, expected));
    }
  }
}
