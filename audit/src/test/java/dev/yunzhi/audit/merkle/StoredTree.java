package dev.yunzhi.audit.merkle;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A tree in memory, by the definition of its hashes. */
public final class StoredTree implements Subtrees {
  private final List<Hash> leaves;
  private final Map<Subtree, Hash> known = new HashMap<>();

  public StoredTree(List<Hash> leaves) {
    this.leaves = leaves;
  }

  @Override
  public List<Hash> read(List<Subtree> subtrees) {
    List<Hash> hashes = new ArrayList<>();
    for (Subtree subtree : subtrees) {
      hashes.add(hash(subtree));
    }
    return hashes;
  }

  private Hash hash(Subtree subtree) {
    Hash hash = known.get(subtree);
    if (hash == null) {
      int height = subtree.height();
      int index = Math.toIntExact(subtree.index());
      hash =
          height == 0
              ? leaves.get(index)
              : MerkleTree.nodeHash(
                  hash(new Subtree(height - 1, 2L * index)),
                  hash(new Subtree(height - 1, 2L * index + 1)));
      known.put(subtree, hash);
    }
    return hash;
  }

  /** The hashes of a tile, one after another. */
  public byte[] tile(Tile tile) {
    byte[] bytes = new byte[tile.width() * Hash.LENGTH];
    for (int i = 0; i < tile.width(); i++) {
      Subtree subtree = new Subtree(tile.level() * Tile.HEIGHT, tile.index() * Tile.WIDTH + i);
      System.arraycopy(hash(subtree).bytes(), 0, bytes, i * Hash.LENGTH, Hash.LENGTH);
    }
    return bytes;
  }
}
