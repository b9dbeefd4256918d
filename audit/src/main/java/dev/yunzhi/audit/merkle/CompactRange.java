package dev.yunzhi.audit.merkle;

import java.util.ArrayList;
import java.util.List;

/**
 * The least that must be kept of a Merkle tree to go on appending to it: the roots of its perfect
 * subtrees, largest first, one for each bit that is set in its size. Not thread-safe.
 */
public final class CompactRange {
  private final List<Hash> peaks;
  private long size;

  private CompactRange(long size, List<Hash> peaks) {
    this.size = size;
    this.peaks = peaks;
  }

  /**
   * Goes on where {@link #peaks()} left off.
   *
   * @throws IllegalArgumentException when the size is negative or the peaks do not belong to it
   */
  public static CompactRange of(long size, byte[] peaks) {
    if (size < 0 || peaks.length != Long.bitCount(size) * Hash.LENGTH) {
      throw new IllegalArgumentException(
          "a tree of " + size + " leaves cannot have " + peaks.length + " bytes of peaks");
    }
    List<Hash> hashes = new ArrayList<>();
    for (int at = 0; at < peaks.length; at += Hash.LENGTH) {
      hashes.add(Hash.of(peaks, at, at + Hash.LENGTH));
    }
    return new CompactRange(size, hashes);
  }

  /** That of a tree of these leaves. */
  public static CompactRange of(List<Hash> leafHashes) {
    CompactRange range = new CompactRange(0, new ArrayList<>());
    leafHashes.forEach(range::append);
    return range;
  }

  public void append(Hash leafHash) {
    Hash node = leafHash;
    // Each trailing one of the size is a perfect subtree that the new leaf completes a pair with.
    for (long bits = size; (bits & 1) == 1; bits >>= 1) {
      node = MerkleTree.nodeHash(peaks.remove(peaks.size() - 1), node);
    }
    peaks.add(node);
    size++;
  }

  /** How many leaves the tree has. */
  public long size() {
    return size;
  }

  /** The Merkle Tree Hash of RFC 6962 over all leaves so far. */
  public Hash root() {
    return MerkleTree.root(peaks);
  }

  /** The peaks, 32 bytes each, largest subtree first. */
  public byte[] peaks() {
    byte[] bytes = new byte[peaks.size() * Hash.LENGTH];
    for (int i = 0; i < peaks.size(); i++) {
      System.arraycopy(peaks.get(i).bytes(), 0, bytes, i * Hash.LENGTH, Hash.LENGTH);
    }
    return bytes;
  }
}
