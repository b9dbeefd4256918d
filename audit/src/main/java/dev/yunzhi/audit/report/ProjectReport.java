package dev.yunzhi.audit.report;

import static dev.yunzhi.audit.report.FactColumn.member;

import java.util.List;

/** The report {@code projects}: how far each is on its way from the plan to its acceptance. */
public final class ProjectReport {
  public static final KindReport REPORT =
      new KindReport(
          "projects",
          new Label("Projects", "信息化项目清单"),
          "Project",
          List.of(
              FactColumn.of(AssetColumn.DEPARTMENT),
              FactColumn.of(AssetColumn.PROJECT),
              member(ReportColumn.text("title", "Title", "项目名称")),
              FactColumn.of(AssetColumn.STATE, "Phase", "阶段"),
              member(ReportColumn.whole("planYear", "Plan year", "计划年度")),
              FactColumn.of(AssetColumn.FUND_SOURCE),
              FactColumn.of(AssetColumn.APPROVAL, "Approval number", "立项批复文号"),
              member(ReportColumn.money("estimate", "Estimate", "批准概算")),
              member(ReportColumn.money("cost", "Cost after changes", "变更后投资")),
              member(ReportColumn.text("filingNumber", "Filing number", "备案编号")),
              member(ReportColumn.text("filingAuthority", "Filed with", "备案机关")),
              member(ReportColumn.text("filedOn", "Filed on", "备案日期")),
              // What people write may be a day that the calendar does not have.
              member(ReportColumn.text("completedOn", "Completed on", "建成日期")),
              member(ReportColumn.day("acceptBy", "Acceptance due by", "验收期限")),
              FactColumn.of(AssetColumn.ACCEPTANCE, "Accepted on", "验收日期"),
              member(ReportColumn.day("evaluateBy", "Evaluation due by", "后评价期限")),
              member(ReportColumn.text("evaluatedOn", "Evaluated on", "后评价日期")),
              FactColumn.of(AssetColumn.FIRST_SEEN),
              FactColumn.of(AssetColumn.LAST_SEEN),
              FactColumn.of(AssetColumn.LEAF)),
          List.of(
              ReportChart.count("Projects by department", "各部门项目数量", "department"),
              ReportChart.count("Projects by phase", "各阶段项目数量", "state"),
              ReportChart.count("Projects by plan year", "各计划年度项目数量", "planYear")));

  private ProjectReport() {}
}
