package dev.yunzhi.audit.report;

import static dev.yunzhi.audit.report.FactColumn.member;
import static dev.yunzhi.audit.report.FactColumn.pairs;

import java.util.List;

/**
 * The report {@code consolidation}: how far each machine room and private network is on its way to
 * its end. As of one day after another it shows the progress over time.
 */
public final class ConsolidationReport {
  public static final KindReport REPORT =
      new KindReport(
          "consolidation",
          new Label("Consolidation", "机房和专网整合进度"),
          "Facility",
          List.of(
              FactColumn.of(AssetColumn.DEPARTMENT),
              FactColumn.of(AssetColumn.NAME),
              member(ReportColumn.text("title", "Title", "设施名称")),
              member(ReportColumn.text("facilityType", "Type", "设施类型")),
              member(ReportColumn.text("area", "Area", "行政区划")),
              FactColumn.of(AssetColumn.PLACE),
              FactColumn.of(AssetColumn.STATE, "Phase", "阶段"),
              member(ReportColumn.count("systems", "Systems", "系统总数")),
              member(ReportColumn.count("moved", "Moved", "已迁移")),
              member(ReportColumn.count("retired", "Retired", "已停用")),
              member(ReportColumn.count("left", "Left", "待迁移")),
              member(ReportColumn.count("wavesOverdue", "Overdue waves", "逾期批次")),
              member(ReportColumn.day("closesOn", "Closes on", "计划关闭日期")),
              member(ReportColumn.day("closedOn", "Closed on", "实际关闭日期")),
              member(ReportColumn.text("legalBasis", "Legal basis for staying", "保留依据")),
              pairs("freed", "Freed", "已释放资源"),
              FactColumn.of(AssetColumn.FIRST_SEEN),
              FactColumn.of(AssetColumn.LAST_SEEN),
              FactColumn.of(AssetColumn.LEAF)),
          List.of(
              ReportChart.sum("Systems moved by department", "各部门已迁移系统", "department", "moved"),
              ReportChart.sum("Systems left by department", "各部门待迁移系统", "department", "left"),
              ReportChart.count("Facilities by phase", "各阶段设施数量", "state"),
              ReportChart.count("Facilities by the month of their end", "计划关闭月份", "closesOn")));

  private ConsolidationReport() {}
}
