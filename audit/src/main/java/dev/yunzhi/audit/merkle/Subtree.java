package dev.yunzhi.audit.merkle;

import java.util.ArrayList;
import java.util.List;

/**
 * A perfect subtree: that over the leaves from {@code index << height} up to {@code (index + 1) <<
 * height}.
 *
 * @param height 0 to 62; 0 is a leaf
 * @param index of the subtree among those of its height, 0 or more
 */
public record Subtree(int height, long index) {
  /**
   * Those that lie side by side over a range, left to right: the fewest. The root of the range is
   * that of their hashes, folded from the right, where the range is one that RFC 6962 makes a root
   * of.
   *
   * @param from the first leaf
   * @param until the leaf after the last
   */
  static List<Subtree> over(long from, long until) {
    List<Subtree> subtrees = new ArrayList<>();
    long at = from;
    while (at < until) {
      int aligned = at == 0 ? 62 : Long.numberOfTrailingZeros(at);
      int fitting = 63 - Long.numberOfLeadingZeros(until - at);
      int height = Math.min(aligned, fitting);
      subtrees.add(new Subtree(height, at >> height));
      at += 1L << height;
    }
    return subtrees;
  }
}
