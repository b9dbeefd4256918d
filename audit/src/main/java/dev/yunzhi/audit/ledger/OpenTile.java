package dev.yunzhi.audit.ledger;

import dev.yunzhi.audit.merkle.Hash;
import dev.yunzhi.audit.merkle.MerkleTree;
import dev.yunzhi.audit.merkle.Tile;
import dev.yunzhi.audit.store.StoreException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * The leaf hashes at the end of the log that do not fill a tile yet. Immutable.
 *
 * @param size of the log
 * @param hashes of the last {@code size % 256} leaves
 */
record OpenTile(long size, List<Hash> hashes) {
  static final OpenTile EMPTY = new OpenTile(0, List.of());

  /** Checks that there are as many as the size says. */
  OpenTile {
    hashes = List.copyOf(hashes);
    if (hashes.size() != size % Tile.WIDTH) {
      throw new StoreException(
          "the ledger of %d leaves ends with %d that fill no tile; some are missing"
              .formatted(size, hashes.size()));
    }
  }

  /** Out of the leaves themselves: whoever wrote last may have been another program. */
  static OpenTile read(Connection connection, long size) throws SQLException {
    List<Hash> hashes = new ArrayList<>();
    for (byte[] leaf : Blocks.leaves(connection, size - size % Tile.WIDTH, size)) {
      hashes.add(MerkleTree.leafHash(leaf));
    }
    return new OpenTile(size, hashes);
  }
}
