package dev.yunzhi.audit.report;

import static dev.yunzhi.audit.report.FactColumn.member;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.StringJoiner;

/**
 * The report {@code consolidation}: how far the machine rooms and private networks of departments
 * have emptied onto the shared cloud. How it went over time, the reports of several instants show.
 */
public final class ConsolidationReport {
  public static final KindReport REPORT =
      new KindReport(
          "consolidation",
          new Label("Consolidation", "机房专网整合进度"),
          "Facility",
          List.of(
              FactColumn.of(AssetColumn.DEPARTMENT),
              member(ReportColumn.text(DepartmentLevels.LEVEL, "Level", "层级")),
              FactColumn.of(AssetColumn.NAME),
              member(ReportColumn.text("title", "Title", "名称（中文）")),
              member(ReportColumn.text("facilityType", "Type", "类型")),
              member(ReportColumn.text("area", "Area", "区划代码")),
              FactColumn.of(AssetColumn.PLACE, "Place", "地点"),
              FactColumn.of(AssetColumn.STATE, "Phase", "阶段"),
              member(ReportColumn.day("closesOn", "Closes on", "应关停日期")),
              member(ReportColumn.day("closedOn", "Closed on", "实际关停日期")),
              member(ReportColumn.text("legalBasis", "May stay by", "保留依据")),
              member(ReportColumn.count("systems", "Systems", "系统总数")),
              member(ReportColumn.count("moved", "Moved", "已迁移系统")),
              member(ReportColumn.count("retired", "Retired", "已停用系统")),
              member(ReportColumn.count("left", "Left", "未迁出系统")),
              new FactColumn(
                  ReportColumn.share("done", "Done", "完成比例"),
                  (version, document, at) -> done(document)),
              member(ReportColumn.count("wavesOverdue", "Waves overdue", "逾期批次")),
              new FactColumn(
                  ReportColumn.text("waves", "Waves", "批次"),
                  (version, document, at) -> waves(document.path("waves"))),
              FactColumn.pairs("freed", "Freed", "释放资源"),
              new FactColumn(
                  ReportColumn.count("freedServers", "Servers freed", "释放服务器"),
                  (version, document, at) ->
                      FactColumn.orNull(document.path("freed").get("servers"))),
              FactColumn.of(AssetColumn.FIRST_SEEN),
              FactColumn.of(AssetColumn.LAST_SEEN),
              FactColumn.of(AssetColumn.LEAF)),
          List.of(
              ReportChart.count("Facilities by phase", "各阶段机房专网数量", "state"),
              ReportChart.sum("Systems left by department", "各部门未迁出系统", "department", "left"),
              ReportChart.sum("Systems moved by department", "各部门已迁移系统", "department", "moved"),
              ReportChart.sum("Systems left by level", "各层级未迁出系统", DepartmentLevels.LEVEL, "left"),
              ReportChart.sum(
                  "Systems moved by level", "各层级已迁移系统", DepartmentLevels.LEVEL, "moved"),
              ReportChart.sum(
                  "Systems left by the month in which their facility closes",
                  "各关停月份未迁出系统",
                  "closesOn",
                  "left")),
          DepartmentLevels::read);

  private ConsolidationReport() {}

  /** The share of systems that have left; null of a facility without systems. */
  private static JsonNode done(JsonNode document) {
    int systems = document.path("systems").asInt();
    if (systems == 0 || !document.has("left")) {
      return JsonNodeFactory.instance.nullNode();
    }
    int gone = systems - document.path("left").asInt();
    return JsonNodeFactory.instance.numberNode(
        BigDecimal.valueOf(gone).divide(BigDecimal.valueOf(systems), 4, RoundingMode.HALF_UP));
  }

  /** {@code first 2027-06-30 Done 0/2; …}: name, last day, state, and how many are left of all. */
  private static JsonNode waves(JsonNode waves) {
    if (!(waves instanceof ArrayNode) || waves.isEmpty()) {
      return JsonNodeFactory.instance.nullNode();
    }
    var text = new StringJoiner("; ");
    for (JsonNode wave : waves) {
      text.add(
          "%s %s %s %s/%s"
              .formatted(
                  wave.path("name").asText(),
                  wave.path("dueOn").asText(),
                  wave.path("state").asText(),
                  wave.path("left").asText(),
                  wave.path("systems").asText()));
    }
    return JsonNodeFactory.instance.textNode(text.toString());
  }
}
