package dev.yunzhi.audit.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.yunzhi.audit.asset.AssetVersion;
import dev.yunzhi.audit.register.NetValue;
import dev.yunzhi.audit.register.ValueRules;
import java.time.Instant;

/**
 * The columns of the asset report, in their order. Some come from the version itself; every other
 * from the member of that name in the version's document, and is empty when there is none.
 */
public enum AssetColumn {
  DEPARTMENT(ReportColumn.text("department", "Department", "部门")),
  PROJECT(ReportColumn.text("project", "Project", "项目")),
  TENANT(ReportColumn.text("tenant", "Tenant", "租户")),
  KIND(ReportColumn.text("kind", "Kind", "种类")),
  NAME(ReportColumn.text("name", "Name", "名称")),
  UID(ReportColumn.text("uid", "Unique identifier", "唯一标识")),
  /** GB/T 14885. */
  CATEGORY(ReportColumn.text("category", "Category", "资产分类")),
  SPECIFICATION(ReportColumn.text("specification", "Specification", "规格型号")),
  PLACE(ReportColumn.text("place", "Place", "存放地点")),
  PROTECTION_LEVEL(ReportColumn.whole("protectionLevel", "Protection level", "等级保护级别")),
  DATA_CLASS(ReportColumn.text("dataClass", "Data class", "数据级别")),
  NETWORK_ZONE(ReportColumn.text("networkZone", "Network zone", "网络区域")),
  CUSTODIAN(ReportColumn.text("custodian", "Custodian", "保管人")),
  APPROVAL(ReportColumn.text("approval", "Approval", "审批")),
  FUND_SOURCE(ReportColumn.text("fundSource", "Fund source", "资金来源")),
  ACCEPTANCE(ReportColumn.text("acceptance", "Acceptance", "验收")),
  ACQUIRED(ReportColumn.day("acquired", "Acquired", "取得日期")),
  EXPIRES(ReportColumn.day("expires", "Expires", "到期日期")),
  /** Yuan. */
  ORIGINAL_VALUE(ReportColumn.money("originalValue", "Original value", "原值")),
  /** Yuan; of a registered asset computed from its card for the instant of the report. */
  NET_VALUE(ReportColumn.money("netValue", "Net value", "净值")),
  /** Yuan; of a cloud service, which is no asset and has no value. */
  MONTHLY_FEE(ReportColumn.money("monthlyFee", "Monthly fee", "月费")),
  /** A share of what was granted, 0 to 1. */
  USE_AVERAGE(ReportColumn.share("useAverage", "Average use", "平均使用率")),
  /** A share of what was granted, 0 to 1. */
  USE_P95(ReportColumn.share("useP95", "Use, 95th percentile", "使用率95分位")),
  /** The time over which the use was measured. */
  USE_WINDOW(ReportColumn.text("useWindow", "Measured over", "统计窗口")),
  IDLE_DAYS(ReportColumn.whole("idleDays", "Days idle", "闲置天数")),
  STATE(ReportColumn.text("state", "State", "状态")),
  /**
   * What policies found: {@code fail SEC-016; warn GOV-008}; empty when nothing, or none looked.
   */
  COMPLIANCE(ReportColumn.text("compliance", "Compliance", "合规情况")),
  FIRST_SEEN(ReportColumn.instant("firstSeen", "First seen", "首次发现")),
  /** When what the row says was last seen to have changed. */
  LAST_SEEN(ReportColumn.instant("lastSeen", "Last seen", "最近发现")),
  LEAF(ReportColumn.whole("leaf", "Ledger leaf", "账本序号"));

  @SuppressWarnings("ImmutableEnumChecker") // a record of texts
  private final ReportColumn column;

  AssetColumn(ReportColumn column) {
    this.column = column;
  }

  /** The English name: that of the column, and of the member of the document that fills it. */
  public String key() {
    return column.key();
  }

  /** The column as a report has it. */
  public ReportColumn column() {
    return column;
  }

  /**
   * What stands in the column: a JSON null when it is not known.
   *
   * @param at the instant of the report
   */
  JsonNode of(AssetVersion version, JsonNode document, Instant at) {
    return switch (this) {
      case DEPARTMENT -> Cell.text(version.facts().department());
      case PROJECT -> Cell.text(version.facts().project());
      case TENANT -> Cell.text(version.facts().tenant());
      case KIND -> Cell.text(version.asset().kind());
      case NAME -> Cell.text(version.asset().name());
      case UID -> Cell.text(version.asset().uid());
      case FIRST_SEEN -> Cell.text(IsoInstant.text(version.firstSeen()));
      case LAST_SEEN -> Cell.text(IsoInstant.text(version.validFrom()));
      case LEAF -> JsonNodeFactory.instance.numberNode(version.leaf());
      case NET_VALUE ->
          NetValue.at(version.asset(), document, at, ValueRules.DEFAULT)
              .<JsonNode>map(JsonNodeFactory.instance::numberNode)
              .orElseGet(() -> fact(document));
      default -> fact(document);
    };
  }

  private JsonNode fact(JsonNode document) {
    JsonNode fact = document.get(key());
    return fact == null ? JsonNodeFactory.instance.nullNode() : fact;
  }
}
