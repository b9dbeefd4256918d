package dev.yunzhi.audit.report;

import com.fasterxml.jackson.databind.JsonNode;
import dev.yunzhi.audit.asset.AsOf;
import dev.yunzhi.audit.asset.AssetFacts;
import dev.yunzhi.audit.asset.AssetFilter;
import dev.yunzhi.audit.stocktake.Discrepancy;
import dev.yunzhi.audit.stocktake.StockTake;
import java.util.Arrays;
import java.util.List;

/**
 * The report {@code stock-take} (盘点): what is on the books and not live, live and not on the books,
 * and what differs from what was approved, a row for each, with the leaves of both sides.
 */
public final class StockTakeReport {
  public static final ReportModel MODEL =
      new ReportModel(
          "stock-take",
          new Label("Stock-take", "资产盘点"),
          List.of(
              ReportColumn.text("difference", "Difference", "差异代码"),
              ReportColumn.text("differenceZh", "Difference, in Chinese", "差异"),
              AssetColumn.DEPARTMENT.column(),
              AssetColumn.PROJECT.column(),
              AssetColumn.TENANT.column(),
              AssetColumn.KIND.column(),
              ReportColumn.text("cluster", "Cluster", "集群"),
              ReportColumn.text("namespace", "Namespace", "命名空间"),
              AssetColumn.NAME.column(),
              AssetColumn.UID.column(),
              ReportColumn.text("finding", "Finding", "核查项"),
              ReportColumn.text("reason", "Reason", "说明（英文）"),
              ReportColumn.text("reasonZh", "Reason, in Chinese", "说明"),
              ReportColumn.text("onBooks", "On the books", "账面"),
              ReportColumn.text("found", "Found", "实物"),
              ReportColumn.instant("since", "Since", "起始时间"),
              ReportColumn.whole("booksLeaf", "Ledger leaf of the books", "账面账本序号"),
              ReportColumn.whole("foundLeaf", "Ledger leaf of what was found", "实物账本序号")),
          List.of(
              ReportChart.count("Differences by type", "各类差异数量", "differenceZh"),
              ReportChart.count("Differences by department", "各部门差异数量", "department"),
              ReportChart.count("Differences by kind of asset", "各类资产差异数量", "kind"),
              ReportChart.count("Differences by finding", "各项差异数量", "reasonZh")));

  private StockTakeReport() {}

  /**
   * The report of an instant. Nothing is read before it is written.
   *
   * @param filter which rows are shown, never what is in one
   */
  public static Report of(StockTake stockTake, AsOf asOf, AssetFilter filter) {
    return new Report(
        MODEL,
        new ReportScope(asOf.at(), asOf.knownAt(), Limits.of(filter)),
        consumer ->
            stockTake.stream(
                asOf,
                discrepancy -> {
                  if (shows(filter, discrepancy)) {
                    consumer.accept(row(discrepancy));
                  }
                }));
  }

  private static boolean shows(AssetFilter filter, Discrepancy discrepancy) {
    AssetFacts owner = discrepancy.owner();
    return filter.isOf(owner.department(), owner.tenant())
        && filter.isOfKind(discrepancy.asset().kind());
  }

  private static List<JsonNode> row(Discrepancy discrepancy) {
    return Arrays.asList(
        Cell.textUnlessEmpty(discrepancy.finding().difference().word()),
        Cell.textUnlessEmpty(discrepancy.finding().difference().chinese()),
        Cell.textUnlessEmpty(discrepancy.owner().department()),
        Cell.textUnlessEmpty(discrepancy.owner().project()),
        Cell.textUnlessEmpty(discrepancy.owner().tenant()),
        Cell.textUnlessEmpty(discrepancy.asset().kind()),
        Cell.textUnlessEmpty(discrepancy.asset().cluster()),
        Cell.textUnlessEmpty(discrepancy.asset().namespace()),
        Cell.textUnlessEmpty(discrepancy.asset().name()),
        uid(discrepancy.asset().uid()),
        Cell.textUnlessEmpty(discrepancy.finding().word()),
        Cell.textUnlessEmpty(discrepancy.finding().english()),
        Cell.textUnlessEmpty(discrepancy.finding().chinese()),
        Cell.textUnlessEmpty(discrepancy.onBooks()),
        Cell.textUnlessEmpty(discrepancy.found()),
        Cell.textUnlessEmpty(discrepancy.since().toString()),
        Cell.number(discrepancy.booksLeaf()),
        Cell.number(discrepancy.foundLeaf()));
  }

  private static JsonNode uid(String uid) {
    return Cell.text(uid.equals(Discrepancy.NO_UID) ? null : uid);
  }
}
