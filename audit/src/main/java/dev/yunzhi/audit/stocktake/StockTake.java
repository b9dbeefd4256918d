package dev.yunzhi.audit.stocktake;

import dev.yunzhi.audit.asset.AsOf;
import dev.yunzhi.audit.asset.AssetGrouping;
import dev.yunzhi.audit.asset.AssetGroups;
import dev.yunzhi.audit.store.RowConsumer;
import dev.yunzhi.audit.store.StoreException;
import java.io.IOException;
import java.util.function.Supplier;

/** Compares the books with what was found, at any instant. Thread-safe. */
public final class StockTake {
  private final AssetGroups groups;

  public StockTake(AssetGroups groups) {
    this.groups = groups;
  }

  /**
   * Passes on every discrepancy, in memory that grows with the number of clouds alone: of clouds by
   * name, then of tenants by name, of machines by asset code, and of information systems by name.
   * The answer to one question never changes.
   *
   * @throws StoreException when the database failed
   * @throws IOException when the consumer throws it
   */
  public void stream(AsOf asOf, RowConsumer<Discrepancy> consumer) throws IOException {
    AsOf settled = groups.settle(asOf);
    Clouds clouds = new Clouds();
    count(settled, Clouds.GROUPING, () -> clouds, consumer);
    count(settled, Tenancy.GROUPING, () -> new Tenancy(clouds), consumer);
    count(settled, Machines.GROUPING, () -> new Machines(clouds), consumer);
    count(settled, Systems.GROUPING, Systems::new, consumer);
  }

  private void count(
      AsOf asOf,
      AssetGrouping grouping,
      Supplier<Counted> counted,
      RowConsumer<Discrepancy> consumer)
      throws IOException {
    var now =
        new Object() {
          String key;
          Counted group;
        };
    groups.stream(
        asOf,
        grouping,
        asset -> {
          if (!asset.key().equals(now.key)) {
            if (now.group != null) {
              now.group.end(consumer);
            }
            now.key = asset.key();
            now.group = counted.get();
          }
          now.group.add(asset, consumer);
        });
    if (now.group != null) {
      now.group.end(consumer);
    }
  }
}
