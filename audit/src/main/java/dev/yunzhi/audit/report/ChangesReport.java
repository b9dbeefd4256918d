package dev.yunzhi.audit.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.yunzhi.audit.asset.AssetChange;
import dev.yunzhi.audit.asset.AssetFacts;
import dev.yunzhi.audit.asset.AssetState;
import dev.yunzhi.audit.asset.AssetView;
import dev.yunzhi.audit.asset.ChangeReader;
import dev.yunzhi.audit.report.ReportScope.Limit;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;

/**
 * The report {@code changes}: how the estate differs between two instants, a row for each asset
 * that does, with both its leaves.
 */
public final class ChangesReport {
  public static final ReportModel MODEL =
      new ReportModel(
          "changes",
          new Label("Changes", "资产变动清单"),
          List.of(
              ReportColumn.text("change", "Change", "变动"),
              AssetColumn.DEPARTMENT.column(),
              AssetColumn.PROJECT.column(),
              AssetColumn.TENANT.column(),
              ReportColumn.text("cluster", "Cluster", "集群"),
              AssetColumn.KIND.column(),
              ReportColumn.text("namespace", "Namespace", "命名空间"),
              AssetColumn.NAME.column(),
              AssetColumn.UID.column(),
              ReportColumn.text("columns", "What differs", "变动内容"),
              ReportColumn.text("before", "Before", "变动前"),
              ReportColumn.text("after", "After", "变动后"),
              ReportColumn.instant("since", "Since", "变动时间"),
              ReportColumn.whole("leafBefore", "Ledger leaf before", "变动前账本序号"),
              ReportColumn.whole("leafAfter", "Ledger leaf after", "变动后账本序号")),
          List.of(
              ReportChart.count("Changes by kind of change", "各类变动数量", "change"),
              ReportChart.count("Changes by department", "各部门变动数量", "department"),
              ReportChart.count("Changes by kind of asset", "各类资产变动数量", "kind")));

  private static final ObjectMapper JSON = new ObjectMapper();

  private ChangesReport() {}

  /**
   * The report of what differs. Nothing is read before it is written.
   *
   * @param from and {@code to} as {@link ChangeReader#stream} takes them
   */
  public static Report of(ChangeReader changes, AssetView from, AssetView to) {
    List<Limit> limits = new ArrayList<>();
    limits.add(new Limit(new Label("Compared with", "对比时点"), from.asOf().at().toString()));
    limits.addAll(Limits.of(to.filter()));
    return new Report(
        MODEL,
        new ReportScope(to.asOf().at(), to.asOf().knownAt(), limits),
        ReportRows.<AssetChange>readAhead(
            consumer -> changes.stream(from, to, consumer), ChangesReport::row));
  }

  private static List<JsonNode> row(AssetChange change) throws IOException {
    AssetState shown = standing(change.after()) ? change.after() : change.before();
    AssetFacts facts = shown.facts();
    return Arrays.asList(
        Cell.text(change.kind().name().toLowerCase(Locale.ROOT)),
        Cell.text(facts.department()),
        Cell.text(facts.project()),
        Cell.text(facts.tenant()),
        Cell.text(change.asset().cluster()),
        Cell.text(change.asset().kind()),
        Cell.textUnlessEmpty(change.asset().namespace()),
        Cell.text(change.asset().name()),
        Cell.text(change.asset().uid()),
        Cell.textUnlessEmpty(String.join(", ", change.columns())),
        values(change.before(), change.columns()),
        values(change.after(), change.columns()),
        Cell.text(change.after() == null ? null : change.after().validFrom().toString()),
        leaf(change.before()),
        leaf(change.after()));
  }

  private static boolean standing(AssetState state) {
    return state != null && state.facts() != null;
  }

  /** What the columns that differ held on one side. */
  private static JsonNode values(AssetState state, List<String> columns) throws IOException {
    if (!standing(state) || columns.isEmpty()) {
      return Cell.text(null);
    }
    AssetFacts facts = state.facts();
    JsonNode document = JSON.readTree(facts.document());
    StringJoiner values = new StringJoiner("; ");
    for (String column : columns) {
      String value =
          switch (column) {
            case "department" -> facts.department();
            case "tenant" -> facts.tenant();
            case "project" -> facts.project();
            default -> shown(document.path(column));
          };
      values.add(column + "=" + (value == null ? "" : value));
    }
    return Cell.text(values.toString());
  }

  private static String shown(JsonNode value) {
    return value.isMissingNode() || value.isNull()
        ? null
        : value.isValueNode() ? value.asText() : value.toString();
  }

  private static JsonNode leaf(AssetState state) {
    return Cell.number(state == null ? null : (Long) state.leaf());
  }
}
