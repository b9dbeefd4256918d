package dev.yunzhi.audit.merkle;

import java.util.List;

/** The hashes of RFC 6962, section 2.1: leaves and nodes can never be taken for one another. */
public final class MerkleTree {
  private static final byte[] LEAF = {0};
  private static final byte[] NODE = {1};

  private MerkleTree() {}

  /** SHA-256(0x00 || leaf). */
  public static Hash leafHash(byte[] leaf) {
    return Hash.sha256(LEAF, leaf);
  }

  /** SHA-256(0x01 || left || right). */
  public static Hash nodeHash(Hash left, Hash right) {
    return Hash.sha256(NODE, left.bytes(), right.bytes());
  }

  /**
   * The root over perfect subtrees that lie side by side, largest first.
   *
   * @param peaks their roots; none make the root of the empty tree
   */
  public static Hash root(List<Hash> peaks) {
    if (peaks.isEmpty()) {
      return emptyRoot();
    }
    Hash root = peaks.get(peaks.size() - 1);
    for (int i = peaks.size() - 2; i >= 0; i--) {
      root = nodeHash(peaks.get(i), root);
    }
    return root;
  }

  /** The root of the tree without leaves: SHA-256 of nothing. */
  public static Hash emptyRoot() {
    return Hash.sha256();
  }
}
