package dev.yunzhi.audit.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.yunzhi.audit.report.ChartFigures.Group;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReportTest {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final ReportModel MODEL =
      new ReportModel(
          "showback",
          new Label("Showback", "费用分摊"),
          List.of(
              ReportColumn.text("department", "Department", "部门"),
              ReportColumn.day("day", "Day", "日期"),
              ReportColumn.count("pods", "Pods", "容器组"),
              ReportColumn.money("cost", "Cost", "费用"),
              ReportColumn.share("used", "Used", "使用率")),
          List.of(
              ReportChart.count("Rows", "行数", "department"),
              ReportChart.sum("Cost", "费用", "department", "cost"),
              ReportChart.sum("Cost by month", "每月费用", "day", "cost")));

  private static List<JsonNode> row(String department, String day, long pods, Object cost) {
    return List.of(
        JSON.textNode(department),
        JSON.textNode(day),
        JSON.numberNode(pods),
        cost instanceof Double number
            ? JSON.numberNode(number)
            : cost == null ? JSON.nullNode() : JSON.textNode(cost.toString()),
        JSON.numberNode(0.5));
  }

  private static ReportSummary summary(List<List<JsonNode>> rows) throws IOException {
    Report report =
        new Report(
            MODEL,
            new ReportScope(Instant.EPOCH, Instant.EPOCH, List.of()),
            consumer -> {
              for (List<JsonNode> row : rows) {
                consumer.accept(row);
              }
            });
    return report.write(ReportFormat.CSV, OutputStream.nullOutputStream());
  }

  @Test
  void totalsAreTheExactSums() throws IOException {
    ReportSummary summary =
        summary(
            List.of(
                row("税务局", "2026-01-31", 1, 0.1),
                row("税务局", "2026-02-01", 2, 0.2),
                row("审计厅", "2026-02-01", 3, "12345678901234567890.70"),
                row("审计厅", "2026-02-01", 4, null),
                row("审计厅", "2026-02-01", 5, "not known")));
    assertThat(summary.rows()).isEqualTo(5);
    assertThat(summary.totals())
        .containsExactly(
            entry("pods", new BigDecimal("15")),
            entry("cost", new BigDecimal("12345678901234567891.00")));
  }

  @Test
  void chartsAddUpToTheRows() throws IOException {
    ReportSummary summary =
        summary(
            List.of(
                row("a", "2026-01-31T15:59:59Z", 1, 1.5),
                row("b", "2026-01-31T16:00:00Z", 1, 2.0),
                row("b", "2025-12-31", 1, 4.25)));
    assertThat(summary.charts().get(0).groups())
        .containsExactly(new Group("b", new BigDecimal("2")), new Group("a", new BigDecimal("1")));
    assertThat(summary.charts().get(1).groups())
        .containsExactly(
            new Group("b", new BigDecimal("6.25")), new Group("a", new BigDecimal("1.5")));
    assertThat(summary.charts().get(2).groups())
        .extracting(Group::name)
        .containsExactly("2025-12", "2026-01", "2026-02");
    assertThat(summary.charts()).allSatisfy(chart -> assertThat(chart.other()).isNull());
  }

  @Test
  void smallGroupsAreTheOthersAndGroupsAreBounded() throws IOException {
    List<List<JsonNode>> rows = new ArrayList<>();
    int groups = ChartTally.MAX_GROUPS + 100;
    IntStream.range(0, groups).forEach(i -> rows.add(row("d" + i, "2026-01-01", 1, 1.0)));
    rows.add(row("d7", "2026-01-01", 1, 1.0));
    ChartFigures chart = summary(rows).charts().get(0);
    assertThat(chart.groups()).hasSize(ChartTally.SHOWN);
    assertThat(chart.groups().get(0)).isEqualTo(new Group("d7", new BigDecimal("2")));
    assertThat(chart.other()).isEqualByComparingTo(String.valueOf(groups - ChartTally.SHOWN));
  }

  @Test
  void noRowsAddUpToNothing() throws IOException {
    ReportSummary summary = summary(List.of());
    assertThat(summary.rows()).isZero();
    assertThat(summary.totals().values()).containsOnly(BigDecimal.ZERO);
    assertThat(summary.charts()).allSatisfy(chart -> assertThat(chart.groups()).isEmpty());
  }

  @Test
  void aRowHasOneValueForEachColumn() {
    assertThatThrownBy(() -> summary(List.of(List.of(JSON.nullNode()))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a row of 1 values for 5 columns");
  }

  @Test
  void aChartSpeaksOfColumnsThatAreThere() {
    for (ReportChart chart :
        List.of(
            ReportChart.count("x", "x", "nowhere"),
            ReportChart.sum("x", "x", "department", "used"))) {
      assertThatThrownBy(() -> new ReportModel("x", MODEL.title(), MODEL.columns(), List.of(chart)))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void aLimitOfManyNamesIsShort() {
    Set<String> names = Set.copyOf(IntStream.range(10, 40).mapToObj(i -> "d" + i).toList());
    assertThat(ReportScope.Limit.of(MODEL.title(), names).value())
        .startsWith("d10, d11, ")
        .endsWith("d29, … (30)");
    assertThat(ReportScope.Limit.of(MODEL.title(), Set.of()).value()).isEqualTo("–");
  }
}
