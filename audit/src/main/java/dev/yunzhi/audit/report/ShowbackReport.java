package dev.yunzhi.audit.report;

import com.fasterxml.jackson.databind.JsonNode;
import dev.yunzhi.audit.asset.AssetFilter;
import dev.yunzhi.audit.report.ReportScope.Limit;
import dev.yunzhi.audit.showback.ShowbackMonth;
import dev.yunzhi.audit.showback.ShowbackRow;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The report {@code showback}: what each tenant's share of the clouds costs in a month, a row for
 * each of its resources, with what of it lies idle and what is shared.
 */
public final class ShowbackReport {
  public static final ReportModel MODEL =
      new ReportModel(
          "showback",
          new Label("Showback", "云资源费用分摊"),
          List.of(
              AssetColumn.DEPARTMENT.column(),
              AssetColumn.PROJECT.column(),
              AssetColumn.TENANT.column(),
              ReportColumn.text("cloud", "Cloud", "云"),
              ReportColumn.text("resource", "Resource", "资源"),
              ReportColumn.text("unit", "Unit", "计价单位"),
              ReportColumn.decimal("amount", "Granted on average, units", "平均分配量"),
              ReportColumn.decimal("price", "Yuan a unit a month", "单价（元/月）"),
              ReportColumn.money("direct", "Direct cost", "直接费用"),
              ReportColumn.money("used", "Of it used", "其中：已使用"),
              ReportColumn.money("idle", "Of it idle", "其中：闲置"),
              ReportColumn.money("unknown", "Of it not measured", "其中：未测量"),
              ReportColumn.money("shared", "Shared cost", "公共分摊费用"),
              ReportColumn.money("total", "Total", "合计"),
              ReportColumn.quantity("kwh", "Energy, kWh", "用电量（千瓦时）"),
              ReportColumn.quantity("carbonKg", "CO2, kg", "碳排放（千克二氧化碳）")),
          List.of(
              ReportChart.sum("Cost by department, yuan", "各部门费用（元）", "department", "total"),
              ReportChart.sum("Idle cost by department, yuan", "各部门闲置费用（元）", "department", "idle"),
              ReportChart.sum("Cost by resource, yuan", "各类资源费用（元）", "resource", "total"),
              ReportChart.sum("CO2 by department, kg", "各部门碳排放（千克）", "department", "carbonKg")));

  private ShowbackReport() {}

  /** Where the rows of all tenants come from. */
  @FunctionalInterface
  public interface Costs {
    /**
     * What a month cost, as it was known at an instant: always the same.
     *
     * @throws IOException when what is recorded cannot be read
     */
    List<ShowbackRow> rows(ShowbackMonth month, Instant knownAt) throws IOException;
  }

  /**
   * The report of a month: of one that was not over at the instant of knowledge, until then.
   * Nothing is read before it is written.
   *
   * @param filter which rows are shown, never what is in one; its kind counts for nothing
   */
  public static Report of(Costs costs, ShowbackMonth month, Instant knownAt, AssetFilter filter) {
    List<Limit> limits = new ArrayList<>();
    limits.add(new Limit(new Label("Month", "月份"), month.toString()));
    limits.addAll(Limits.of(new AssetFilter(filter.departments(), filter.tenant(), null)));
    Instant end = month.span().to();
    return new Report(
        MODEL,
        new ReportScope(knownAt.isBefore(end) ? knownAt : end, knownAt, limits),
        consumer -> {
          for (ShowbackRow row : costs.rows(month, knownAt)) {
            if (filter.isOf(row.department(), row.tenant())) {
              consumer.accept(values(row));
            }
          }
        });
  }

  private static List<JsonNode> values(ShowbackRow row) {
    return Arrays.asList(
        Cell.text(row.department()),
        Cell.text(row.project()),
        Cell.text(row.tenant()),
        Cell.text(row.cloud()),
        Cell.text(row.resource()),
        Cell.text(row.unit()),
        Cell.number(row.amount()),
        Cell.number(row.price()),
        Cell.number(row.direct()),
        Cell.number(row.used()),
        Cell.number(row.idle()),
        Cell.number(row.unknown()),
        Cell.number(row.shared()),
        Cell.number(row.total()),
        Cell.number(row.kwh()),
        Cell.number(row.carbonKg()));
  }
}
