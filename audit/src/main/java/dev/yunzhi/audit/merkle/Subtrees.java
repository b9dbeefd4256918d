package dev.yunzhi.audit.merkle;

import java.util.List;

/** Where the hashes of perfect subtrees are to be had. */
@FunctionalInterface
public interface Subtrees {
  /**
   * The hashes of these subtrees, in the same order.
   *
   * @throws IllegalArgumentException when the log does not reach as far as one of them
   */
  List<Hash> read(List<Subtree> subtrees);
}
