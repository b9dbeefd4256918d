package dev.yunzhi.audit.merkle;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The subtrees of a tree of one size, out of its tiles. Thread-safe where its tiles are. */
public final class TiledTree implements Subtrees {
  /** Where tiles are to be had. */
  @FunctionalInterface
  public interface Tiles {
    /** The hashes of each tile, one after another, 32 bytes each; in the same order. */
    List<byte[]> read(List<Tile> tiles);
  }

  private final long size;
  private final Tiles tiles;

  /**
   * @param size leaves of the tree; nothing beyond them is read
   */
  public TiledTree(long size, Tiles tiles) {
    this.size = size;
    this.tiles = tiles;
  }

  @Override
  public List<Hash> read(List<Subtree> subtrees) {
    Map<Tile, byte[]> read = new LinkedHashMap<>();
    for (Subtree subtree : subtrees) {
      read.put(tileOf(subtree), null);
    }
    List<Tile> places = List.copyOf(read.keySet());
    List<byte[]> contents = tiles.read(places);
    for (int i = 0; i < places.size(); i++) {
      read.put(places.get(i), contents.get(i));
    }
    List<Hash> hashes = new ArrayList<>(subtrees.size());
    for (Subtree subtree : subtrees) {
      hashes.add(within(subtree, read.get(tileOf(subtree))));
    }
    return hashes;
  }

  private Tile tileOf(Subtree subtree) {
    if ((subtree.index() + 1) << subtree.height() > size) {
      throw new IllegalArgumentException("a tree of " + size + " leaves has no " + subtree);
    }
    int level = subtree.height() / Tile.HEIGHT;
    long first = subtree.index() << (subtree.height() % Tile.HEIGHT);
    return Tile.asOf(size, level, first / Tile.WIDTH);
  }

  private static Hash within(Subtree subtree, byte[] tile) {
    int inner = subtree.height() % Tile.HEIGHT;
    int first = (int) ((subtree.index() << inner) % Tile.WIDTH);
    List<Hash> nodes = new ArrayList<>();
    for (int i = first; i < first + (1 << inner); i++) {
      nodes.add(Hash.of(tile, i * Hash.LENGTH, (i + 1) * Hash.LENGTH));
    }
    while (nodes.size() > 1) {
      List<Hash> parents = new ArrayList<>(nodes.size() / 2);
      for (int i = 0; i < nodes.size(); i += 2) {
        parents.add(MerkleTree.nodeHash(nodes.get(i), nodes.get(i + 1)));
      }
      nodes = parents;
    }
    return nodes.get(0);
  }
}
