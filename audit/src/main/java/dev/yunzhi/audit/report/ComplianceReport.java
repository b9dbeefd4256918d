package dev.yunzhi.audit.report;

import static dev.yunzhi.audit.report.FactColumn.member;

import dev.yunzhi.audit.asset.AssetFilter;
import java.util.List;

/**
 * The report {@code compliance}: what policies found in what stood at an instant, a row for each
 * object, policy and field.
 */
public final class ComplianceReport {
  public static final KindReport REPORT =
      new KindReport(
          "compliance",
          new Label("Compliance", "合规检查清单"),
          AssetFilter.FINDING,
          List.of(
              FactColumn.of(AssetColumn.DEPARTMENT),
              FactColumn.of(AssetColumn.PROJECT),
              FactColumn.of(AssetColumn.TENANT),
              member(ReportColumn.text("policy", "Policy", "策略")),
              FactColumn.of(AssetColumn.STATE, "Result", "结果"),
              member(ReportColumn.text("severity", "Severity", "严重程度")),
              member(ReportColumn.text("namespace", "Namespace", "命名空间")),
              member(ReportColumn.text("objectKind", "Kind of the object", "对象种类")),
              member(ReportColumn.text("objectName", "Object", "对象")),
              member(ReportColumn.text("field", "Field", "字段")),
              member(
                  ReportColumn.text(
                      "message", "What is wrong, and what would be right", "问题说明（英文）")),
              member(ReportColumn.text("messageZh", "The same in Chinese", "问题说明")),
              member(ReportColumn.text("clauses", "Clauses", "标准条款")),
              member(ReportColumn.text("exception", "Exception", "豁免")),
              FactColumn.of(AssetColumn.FIRST_SEEN),
              FactColumn.of(AssetColumn.LEAF)),
          List.of(
              ReportChart.count("Findings by department", "各部门问题数量", "department"),
              ReportChart.count("Findings by policy", "各策略问题数量", "policy"),
              ReportChart.count("Findings by result", "各结果问题数量", "state"),
              ReportChart.count(
                  "Findings by the month of their first sight", "首次发现月份", "firstSeen")));

  private ComplianceReport() {}
}
