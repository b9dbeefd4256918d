package dev.yunzhi.audit.asset;

import java.time.Instant;

/**
 * An asset in a group of those that have a key in common.
 *
 * @param facts of what is gone: those that it had last
 * @param stands false: it is gone
 * @param since when it came to be so, or was gone
 * @param leaf the index of the leaf that says so
 */
public record GroupedAsset(
    String key,
    AssetId asset,
    AssetFacts facts,
    boolean stands,
    Instant since,
    long leaf,
    Group group) {

  /**
   * How many assets the whole group has.
   *
   * @param onBooks that stand and are on the books
   * @param struck that were on the books and are gone
   * @param live that stand and are live
   * @param lost that were live and are gone
   * @param beside that stand and are neither
   */
  public record Group(long onBooks, long struck, long live, long lost, long beside) {}
}
