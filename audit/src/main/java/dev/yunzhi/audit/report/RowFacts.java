package dev.yunzhi.audit.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.yunzhi.audit.asset.AsOf;
import dev.yunzhi.audit.asset.AssetFilter;
import dev.yunzhi.audit.asset.AssetReader;
import dev.yunzhi.audit.asset.AssetVersion;
import java.io.IOException;

/** Facts that a row has from other things that stood at the same instant. */
@FunctionalInterface
interface RowFacts {
  /**
   * Puts them in.
   *
   * @param document of the row's version; what it has of its own, it may lose to them
   */
  void put(AssetVersion version, ObjectNode document);

  /** Where they come from. */
  @FunctionalInterface
  interface Source {
    /** There are none. */
    Source NONE = (assets, asOf, filter) -> (version, document) -> {};

    /**
     * Reads what the rows of a report need.
     *
     * @param filter of the report
     */
    RowFacts read(AssetReader assets, AsOf asOf, AssetFilter filter) throws IOException;
  }
}
