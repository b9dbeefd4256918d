package dev.yunzhi.audit.stocktake;

import dev.yunzhi.audit.asset.GroupedAsset;
import dev.yunzhi.audit.store.RowConsumer;
import java.io.IOException;

/** Counts one group of assets, one after the other, in constant memory. For one use. */
interface Counted {
  /**
   * Takes in the next.
   *
   * @param findings takes what can be told already
   */
  void add(GroupedAsset asset, RowConsumer<Discrepancy> findings) throws IOException;

  /** After the last. */
  default void end(RowConsumer<Discrepancy> findings) throws IOException {}
}
