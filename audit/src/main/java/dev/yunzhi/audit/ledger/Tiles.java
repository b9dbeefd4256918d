package dev.yunzhi.audit.ledger;

import dev.yunzhi.audit.merkle.CompactRange;
import dev.yunzhi.audit.merkle.Hash;
import dev.yunzhi.audit.merkle.Tile;
import dev.yunzhi.audit.store.Batches;
import dev.yunzhi.audit.store.StoreException;
import java.io.ByteArrayOutputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The table {@code ledger_tile}. */
final class Tiles {
  private Tiles() {}

  /**
   * Goes on from an open tile, storing each tile that fills, and those above that it fills.
   *
   * @param leafHashes the new ones
   * @return what is open after them
   */
  static OpenTile append(Connection connection, OpenTile open, List<Hash> leafHashes)
      throws SQLException {
    List<Hash> hashes = new ArrayList<>(open.hashes());
    long index = open.size() / Tile.WIDTH;
    List<Filled> filled = new ArrayList<>();
    for (Hash hash : leafHashes) {
      hashes.add(hash);
      if (hashes.size() == Tile.WIDTH) {
        filled.add(new Filled(0, index++, hashes));
        hashes = new ArrayList<>();
      }
    }
    for (int level = 0; !filled.isEmpty(); level++) {
      store(connection, filled);
      filled = above(connection, level, filled);
    }
    return new OpenTile(open.size() + leafHashes.size(), hashes);
  }

  private record Filled(int level, long index, List<Hash> hashes) {
    Hash root() {
      return CompactRange.of(hashes).root();
    }
  }

  private static void store(Connection connection, List<Filled> tiles) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "insert into ledger_tile (level, index, root, hashes) values (?, ?, ?, ?)")) {
      for (Filled tile : tiles) {
        statement.setInt(1, tile.level());
        statement.setLong(2, tile.index());
        statement.setBytes(3, tile.root().bytes());
        statement.setBytes(4, concatenated(tile.hashes()));
        statement.addBatch();
      }
      Batches.send(statement);
    }
  }

  /** The tiles of the next level whose last hash is the root of one of these. */
  private static List<Filled> above(Connection connection, int level, List<Filled> tiles)
      throws SQLException {
    List<Filled> filled = new ArrayList<>();
    for (Filled tile : tiles) {
      if ((tile.index + 1) % Tile.WIDTH == 0) {
        long index = tile.index / Tile.WIDTH;
        filled.add(
            new Filled(level + 1, index, roots(connection, level, index * Tile.WIDTH, Tile.WIDTH)));
      }
    }
    return filled;
  }

  private static List<Hash> roots(Connection connection, int level, long from, int count)
      throws SQLException {
    List<Hash> roots = new ArrayList<>(count);
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            select root from ledger_tile where level = ? and index >= ? and index < ?
            order by index
            """)) {
      statement.setInt(1, level);
      statement.setLong(2, from);
      statement.setLong(3, from + count);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          roots.add(Hash.of(row.getBytes(1)));
        }
      }
    }
    if (roots.size() != count) {
      throw new StoreException(
          "of the tiles of level %d from %d there are %d, not %d"
              .formatted(level, from, roots.size(), count));
    }
    return roots;
  }

  /**
   * The hashes of a tile, one after another.
   *
   * @param size of the log, which has the tile
   */
  static byte[] read(Connection connection, long size, Tile tile) throws SQLException {
    if (!tile.within(size)) {
      throw new IllegalArgumentException("a log of " + size + " leaves has no " + tile);
    }
    long fullTiles = (size >> (Tile.HEIGHT * tile.level())) / Tile.WIDTH;
    if (tile.index() < fullTiles) {
      return full(connection, tile);
    }
    long from = tile.index() * Tile.WIDTH;
    return concatenated(
        tile.level() == 0
            ? OpenTile.read(connection, size).hashes().subList(0, tile.width())
            : roots(connection, tile.level() - 1, from, tile.width()));
  }

  /** The first hashes of a tile that is full by now. */
  private static byte[] full(Connection connection, Tile tile) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "select substring(hashes for ?) from ledger_tile where level = ? and index = ?")) {
      statement.setInt(1, tile.width() * Hash.LENGTH);
      statement.setInt(2, tile.level());
      statement.setLong(3, tile.index());
      try (ResultSet row = statement.executeQuery()) {
        if (!row.next()) {
          throw new StoreException("the ledger has lost " + tile);
        }
        return row.getBytes(1);
      }
    }
  }

  static byte[] concatenated(List<Hash> hashes) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(hashes.size() * Hash.LENGTH);
    hashes.forEach(hash -> bytes.writeBytes(hash.bytes()));
    return bytes.toByteArray();
  }
}
