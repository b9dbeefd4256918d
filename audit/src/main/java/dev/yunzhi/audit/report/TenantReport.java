package dev.yunzhi.audit.report;

import static dev.yunzhi.audit.report.FactColumn.member;
import static dev.yunzhi.audit.report.FactColumn.pairs;

import java.util.List;

/** The report {@code tenants}: what was granted, to whom, and how far it is used. */
public final class TenantReport {
  public static final KindReport REPORT =
      new KindReport(
          "tenants",
          new Label("Tenants", "租户清单"),
          "Tenant",
          List.of(
              FactColumn.of(AssetColumn.DEPARTMENT),
              FactColumn.of(AssetColumn.PROJECT),
              FactColumn.of(AssetColumn.TENANT),
              member(ReportColumn.text("title", "Title", "租户名称")),
              member(ReportColumn.text("system", "Information system", "信息系统")),
              member(ReportColumn.text("environment", "Environment", "环境")),
              member(ReportColumn.text("cloud", "Cloud", "云平台")),
              FactColumn.of(AssetColumn.PROTECTION_LEVEL),
              FactColumn.of(AssetColumn.DATA_CLASS),
              FactColumn.of(AssetColumn.NETWORK_ZONE),
              FactColumn.of(AssetColumn.CUSTODIAN),
              pairs("quota", "Quota", "配额"),
              pairs("approvedQuota", "Approved quota", "批准配额"),
              FactColumn.of(AssetColumn.USE_AVERAGE),
              FactColumn.of(AssetColumn.USE_P95),
              FactColumn.of(AssetColumn.USE_WINDOW),
              FactColumn.of(AssetColumn.IDLE_DAYS),
              FactColumn.of(AssetColumn.STATE),
              FactColumn.of(AssetColumn.COMPLIANCE),
              FactColumn.of(AssetColumn.ACQUIRED, "Granted on", "开通日期"),
              FactColumn.of(AssetColumn.EXPIRES),
              FactColumn.of(AssetColumn.FIRST_SEEN),
              FactColumn.of(AssetColumn.LAST_SEEN),
              FactColumn.of(AssetColumn.LEAF)),
          List.of(
              ReportChart.count("Tenants by department", "各部门租户数量", "department"),
              ReportChart.count("Tenants by protection level", "各等级租户数量", "protectionLevel"),
              ReportChart.count("Tenants by environment", "各环境租户数量", "environment"),
              ReportChart.count("Tenants by the month of their end", "租户到期月份", "expires")));

  private TenantReport() {}
}
