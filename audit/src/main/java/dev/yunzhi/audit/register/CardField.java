package dev.yunzhi.audit.register;

import java.util.Arrays;
import java.util.Optional;

/**
 * The fields of an asset card. Each is a column of an import, headed by its English name, its
 * Chinese one, or both as a report has them ({@code code / 资产编号}).
 */
public enum CardField implements Bilingual {
  KIND("kind", "种类"),
  CODE("code", "资产编号"),
  TITLE("title", "资产名称"),
  /** GB/T 14885. */
  CATEGORY("category", "资产分类"),
  SPECIFICATION("specification", "规格型号"),
  DEPARTMENT("department", "部门"),
  TENANT("tenant", "租户"),
  PROJECT("project", "项目"),
  CUSTODIAN("custodian", "保管人"),
  PLACE("place", "存放地点"),
  STATE("state", "状态"),
  ACQUIRED("acquired", "取得日期"),
  EXPIRES("expires", "到期日期"),
  /** Yuan. */
  ORIGINAL_VALUE("originalValue", "原值"),
  LIFE_YEARS("lifeYears", "使用年限"),
  /** Of the original value, that is never written off; where it is not what is usual. */
  RESIDUAL_PERCENT("residualPercent", "残值率"),
  /** The first month that is written off; where it is not what is usual. */
  FIRST_MONTH("firstMonth", "起提月份"),
  /** Yuan. */
  MONTHLY_FEE("monthlyFee", "月费"),
  FUND_SOURCE("fundSource", "资金来源"),
  APPROVAL("approval", "审批"),
  NETWORK_ZONE("networkZone", "网络区域"),
  PROTECTION_LEVEL("protectionLevel", "等级保护级别"),
  DATA_CLASS("dataClass", "数据级别"),
  DEVICE_TYPE("deviceType", "终端类型"),
  /** Degrees of WGS 84. */
  LONGITUDE("longitude", "经度"),
  /** Degrees of WGS 84. */
  LATITUDE("latitude", "纬度"),
  SHARED("shared", "是否共享");

  private final String word;
  private final String chinese;

  CardField(String word, String chinese) {
    this.word = word;
    this.chinese = chinese;
  }

  /** The English name, and the member of the asset's document that has it. */
  @Override
  public String word() {
    return word;
  }

  @Override
  public String chinese() {
    return chinese;
  }

  /** As a report heads it. */
  public String heading() {
    return word + " / " + chinese;
  }

  /** The field that a column is headed by. */
  public static Optional<CardField> headed(String heading) {
    return Bilingual.find(values(), heading)
        .or(
            () ->
                Arrays.stream(values())
                    .filter(
                        field -> field.heading().replace(" ", "").equals(heading.replace(" ", "")))
                    .findFirst());
  }
}
