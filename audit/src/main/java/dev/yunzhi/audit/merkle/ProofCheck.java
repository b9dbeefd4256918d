package dev.yunzhi.audit.merkle;

import java.util.Iterator;
import java.util.List;

/** Checks proofs against roots, as RFC 9162, sections 2.1.3.2 and 2.1.4.2, says. */
public final class ProofCheck {
  private ProofCheck() {}

  /**
   * Whether a leaf is in the tree of that root.
   *
   * @param index of the leaf
   * @param size of the tree
   */
  public static boolean inclusion(
      long index, Hash leafHash, long size, Hash root, List<Hash> proof) {
    if (index < 0 || index >= size) {
      return false;
    }
    long node = index;
    long last = size - 1;
    Hash hash = leafHash;
    for (Hash sibling : proof) {
      if (last == 0) {
        return false;
      }
      if ((node & 1) == 1 || node == last) {
        hash = MerkleTree.nodeHash(sibling, hash);
        while ((node & 1) == 0 && node != 0) {
          node >>= 1;
          last >>= 1;
        }
      } else {
        hash = MerkleTree.nodeHash(hash, sibling);
      }
      node >>= 1;
      last >>= 1;
    }
    return last == 0 && hash.equals(root);
  }

  /** Whether the tree of the one root is the beginning of the tree of the other. */
  public static boolean consistency(
      long earlier, Hash earlierRoot, long size, Hash root, List<Hash> proof) {
    if (earlier < 0 || earlier > size) {
      return false;
    }
    if (earlier == 0) {
      return proof.isEmpty()
          && earlierRoot.equals(MerkleTree.emptyRoot())
          && (size > 0 || root.equals(earlierRoot));
    }
    if (earlier == size) {
      return proof.isEmpty() && earlierRoot.equals(root);
    }
    Iterator<Hash> hashes = proof.iterator();
    if (!hashes.hasNext()) {
      return false;
    }
    // A beginning that is a perfect subtree is its own first hash, and is not sent.
    Hash first = Long.bitCount(earlier) == 1 ? earlierRoot : hashes.next();
    long node = earlier - 1;
    long last = size - 1;
    while ((node & 1) == 1) {
      node >>= 1;
      last >>= 1;
    }
    Hash before = first;
    Hash after = first;
    while (hashes.hasNext()) {
      Hash next = hashes.next();
      if (last == 0) {
        return false;
      }
      if ((node & 1) == 1 || node == last) {
        before = MerkleTree.nodeHash(next, before);
        after = MerkleTree.nodeHash(next, after);
        while ((node & 1) == 0 && node != 0) {
          node >>= 1;
          last >>= 1;
        }
      } else {
        after = MerkleTree.nodeHash(after, next);
      }
      node >>= 1;
      last >>= 1;
    }
    return last == 0 && before.equals(earlierRoot) && after.equals(root);
  }
}
