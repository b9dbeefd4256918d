package dev.yunzhi.audit.merkle;

import java.util.ArrayList;
import java.util.List;

/**
 * Makes the proofs of RFC 6962, sections 2.1.1 and 2.1.2, reading each time once whatever it needs.
 * Thread-safe where what it reads from is.
 */
public final class ProofMaker {
  private final Subtrees subtrees;

  public ProofMaker(Subtrees subtrees) {
    this.subtrees = subtrees;
  }

  /** The Merkle Tree Hash over a range of leaves. */
  private record Range(long from, long until) {}

  /**
   * The root of the tree as it was at a size.
   *
   * @param size 0 or more
   */
  public Hash root(long size) {
    requireSize(size);
    return size == 0 ? MerkleTree.emptyRoot() : hashes(List.of(new Range(0, size))).get(0);
  }

  /**
   * Proves that a leaf is in a tree: the hashes of the siblings on the way up, the leaf's own
   * first.
   *
   * @param index of the leaf, 0 or more
   * @param size of the tree, more than the index
   * @throws IllegalArgumentException when the tree has no such leaf
   */
  public List<Hash> inclusion(long index, long size) {
    if (index < 0 || index >= size) {
      throw new IllegalArgumentException(
          "a tree of " + size + " leaves has no leaf of index " + index);
    }
    List<Range> path = new ArrayList<>();
    long from = 0;
    long until = size;
    while (until - from > 1) {
      long middle = from + split(until - from);
      if (index < middle) {
        path.add(0, new Range(middle, until));
        until = middle;
      } else {
        path.add(0, new Range(from, middle));
        from = middle;
      }
    }
    return hashes(path);
  }

  /**
   * Proves that one tree is the beginning of another.
   *
   * @param earlier size of the one, 0 or more; of nothing, and of the same size, the proof is empty
   * @param size of the other, not less
   * @throws IllegalArgumentException when the sizes are not as described
   */
  public List<Hash> consistency(long earlier, long size) {
    requireSize(earlier);
    if (earlier > size) {
      throw new IllegalArgumentException(
          "a tree of " + size + " leaves has no beginning of " + earlier);
    }
    if (earlier == 0 || earlier == size) {
      return List.of();
    }
    List<Range> path = new ArrayList<>();
    long from = 0;
    long until = size;
    while (until != earlier) {
      long middle = from + split(until - from);
      if (earlier <= middle) {
        path.add(0, new Range(middle, until));
        until = middle;
      } else {
        path.add(0, new Range(from, middle));
        from = middle;
      }
    }
    if (from != 0) {
      path.add(0, new Range(from, until));
    }
    return hashes(path);
  }

  private List<Hash> hashes(List<Range> ranges) {
    List<List<Subtree>> parts =
        ranges.stream().map(range -> Subtree.over(range.from, range.until)).toList();
    List<Hash> read = subtrees.read(parts.stream().flatMap(List::stream).toList());
    List<Hash> hashes = new ArrayList<>(ranges.size());
    int at = 0;
    for (List<Subtree> part : parts) {
      hashes.add(MerkleTree.root(read.subList(at, at + part.size())));
      at += part.size();
    }
    return hashes;
  }

  /** The largest power of two below the size. */
  private static long split(long size) {
    return Long.highestOneBit(size - 1);
  }

  private static void requireSize(long size) {
    if (size < 0) {
      throw new IllegalArgumentException("a tree cannot have " + size + " leaves");
    }
  }
}
