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
  DEPARTMENT("department", "部门"),
  PROJECT("project", "项目"),
  TENANT("tenant", "租户"),
  KIND("kind", "种类"),
  NAME("name", "名称"),
  UID("uid", "唯一标识"),
  /** GB/T 14885. */
  CATEGORY("category", "资产分类"),
  SPECIFICATION("specification", "规格型号"),
  PLACE("place", "存放地点"),
  PROTECTION_LEVEL("protectionLevel", "等级保护级别"),
  DATA_CLASS("dataClass", "数据级别"),
  NETWORK_ZONE("networkZone", "网络区域"),
  CUSTODIAN("custodian", "保管人"),
  APPROVAL("approval", "审批"),
  FUND_SOURCE("fundSource", "资金来源"),
  ACCEPTANCE("acceptance", "验收"),
  ACQUIRED("acquired", "取得日期"),
  EXPIRES("expires", "到期日期"),
  /** Yuan. */
  ORIGINAL_VALUE("originalValue", "原值"),
  /** Yuan; of a registered asset computed from its card for the instant of the report. */
  NET_VALUE("netValue", "净值"),
  /** Yuan; of a cloud service, which is no asset and has no value. */
  MONTHLY_FEE("monthlyFee", "月费"),
  /** A share of what was granted, 0 to 1. */
  USE_AVERAGE("useAverage", "平均使用率"),
  /** A share of what was granted, 0 to 1. */
  USE_P95("useP95", "使用率95分位"),
  /** The time over which the use was measured. */
  USE_WINDOW("useWindow", "统计窗口"),
  IDLE_DAYS("idleDays", "闲置天数"),
  STATE("state", "状态"),
  COMPLIANCE("compliance", "合规情况"),
  FIRST_SEEN("firstSeen", "首次发现"),
  /** When what the row says was last seen to have changed. */
  LAST_SEEN("lastSeen", "最近发现"),
  LEAF("leaf", "账本序号");

  private final String key;
  private final String chinese;

  AssetColumn(String key, String chinese) {
    this.key = key;
    this.chinese = chinese;
  }

  /** The English name: that of the column, and of the member of the document that fills it. */
  public String key() {
    return key;
  }

  /** The heading in both languages. */
  public String heading() {
    return key + " / " + chinese;
  }

  /**
   * What stands in the column: a JSON null when it is not known.
   *
   * @param at the instant of the report
   */
  JsonNode of(AssetVersion version, JsonNode document, Instant at) {
    return switch (this) {
      case DEPARTMENT -> text(version.facts().department());
      case PROJECT -> text(version.facts().project());
      case TENANT -> text(version.facts().tenant());
      case KIND -> text(version.asset().kind());
      case NAME -> text(version.asset().name());
      case UID -> text(version.asset().uid());
      case FIRST_SEEN -> text(version.firstSeen().toString());
      case LAST_SEEN -> text(version.validFrom().toString());
      case LEAF -> JsonNodeFactory.instance.numberNode(version.leaf());
      case NET_VALUE ->
          NetValue.at(version.asset(), document, at, ValueRules.DEFAULT)
              .<JsonNode>map(JsonNodeFactory.instance::numberNode)
              .orElseGet(() -> fact(document));
      default -> fact(document);
    };
  }

  private JsonNode fact(JsonNode document) {
    JsonNode fact = document.get(key);
    return fact == null ? JsonNodeFactory.instance.nullNode() : fact;
  }

  private static JsonNode text(String value) {
    return value == null
        ? JsonNodeFactory.instance.nullNode()
        : JsonNodeFactory.instance.textNode(value);
  }
}
