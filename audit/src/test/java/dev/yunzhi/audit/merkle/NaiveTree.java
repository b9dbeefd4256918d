package dev.yunzhi.audit.merkle;

import java.util.List;

/** The Merkle Tree Hash as RFC 6962, section 2.1, defines it, to compare with. */
public final class NaiveTree {
  private NaiveTree() {}

  public static Hash root(List<Hash> leafHashes) {
    if (leafHashes.isEmpty()) {
      return Hash.sha256();
    }
    if (leafHashes.size() == 1) {
      return leafHashes.get(0);
    }
    int split = Integer.highestOneBit(leafHashes.size() - 1);
    return Hash.sha256(
        new byte[] {1},
        root(leafHashes.subList(0, split)).bytes(),
        root(leafHashes.subList(split, leafHashes.size())).bytes());
  }
}
