package dev.yunzhi.operator.admission;

/**
 * What admission answers when it refuses an object, in both languages; docs/conditions.md says what
 * to do about each. What policies find speaks for itself, and so does a decision that does not
 * count.
 */
public enum Refusal {
  OWN_AGREEMENT(
      "spec.with: a department needs no agreement with itself; name the other one.",
      "spec.with：部门内部无须协议；请填写对方部门。"),
  NO_SUCH_TIER(
      "spec.tier: the platform team has set no size %1$s; name the amounts in spec.quota.",
      "spec.tier：平台未设置 %1$s 规格，请在 spec.quota 中填写。"),
  OTHER_THAN_TIER(
      "spec.quota differs from spec.tier: %1$s is %2$s; leave out spec.quota to have that, or spec.tier to have a size of your own.",
      "spec.quota 与 spec.tier 不一致：%1$s 规格为 %2$s；采用该规格请删去 spec.quota，自定义请删去 spec.tier。"),
  NO_SUCH_TIME_ZONE(
      "spec.hibernation: the IANA database has no time zone %1$s; write e.g. Asia/Shanghai.",
      "spec.hibernation：不存在时区 %1$s，请填写如 Asia/Shanghai 的时区名。"),

  DEPARTMENT_IN_USE(
      "Department %1$s cannot be deleted while %2$s depends on it; delete or move that first.",
      "部门 %1$s 仍被 %2$s 使用，不能删除；请先删除或迁移。"),
  PROJECT_IN_USE(
      "Project %1$s cannot be deleted while Tenant %2$s belongs to it.",
      "项目 %1$s 名下仍有租户 %2$s，不能删除。"),
  CODE_TAKEN(
      "spec.code: %1$s belongs to Department %2$s already; every department has its own.",
      "spec.code：%1$s 已属于部门 %2$s，每个部门的代码必须唯一。"),
  WRONG_PARENT("spec.parent: %1$s.", "spec.parent：上级部门设置不正确，级别必须高于本部门且不能成环。"),
  PARENT_HALTED("spec.parent: %1$s", "spec.parent：%2$s"),
  NOT_THE_PLATFORM_TEAM(
      "%1$s may not write Department %2$s: it has no parent, and a Province is the platform team's.",
      "%1$s 无权修改部门 %2$s：省级部门只能由平台管理方管理。"),
  NOT_OF_THE_PARENT(
      "%1$s may not write Department %2$s: only the administrators of its parent %3$s, named in spec.administrators there, or the platform team may; administrators further up may change spec.halt alone.",
      "%1$s 无权修改部门 %2$s：只有其上级部门 %3$s 的管理员（见上级部门的 spec.administrators）或平台管理方可以修改；更上级部门的管理员只能修改 spec.halt。"),
  BEYOND_BOUNDS(
      "spec.bounds.%1$s: %2$s is more than Department %3$s allows, which is %4$s; allow no more than that.",
      "spec.bounds.%1$s：%2$s 超出上级部门 %3$s 允许的范围（%4$s），请缩小到该范围之内。"),

  CLOUD_IN_USE(
      "Cloud %1$s cannot be deleted while tenants lie on it (%2$s): nobody would look after them. Set spec.unschedulable to place no more there, and end those first.",
      "云平台 %1$s 上仍有租户（%2$s），不能删除，否则租户将无人管理；可设置 spec.unschedulable 停止接收新租户，并先注销这些租户。"),
  CLOUD_LEVEL_TOO_LOW(
      "spec.protectionLevel: tenants of a level above %1$s lie on Cloud %2$s: %3$s.",
      "spec.protectionLevel：云平台 %2$s 上有等级高于 %1$s 的租户：%3$s。"),
  CLOUD_CORDONED(
      "spec.cloud: Cloud %1$s takes no further tenants (spec.unschedulable).",
      "spec.cloud：云平台 %1$s 暂停接收新租户（spec.unschedulable）。"),

  BY_POLICY("%1$s is refused by policy.\n%2$s", "%1$s 不符合策略，已拒绝。\n%2$s"),
  NOT_JUDGED(
      "%1$s could not be judged, so it is denied: %2$s. Try again; if it stays so, the platform team has to look at the tenant-operator's log.",
      "无法完成策略检查，已拒绝；请重试，仍失败请联系平台管理方。");

  private final String english;
  private final String chinese;

  Refusal(String english, String chinese) {
    this.english = english;
    this.chinese = chinese;
  }

  /** The English half; without arguments, with {@code %1$s} where they would be. */
  public String english(Object... about) {
    return about.length == 0 ? english : english.formatted(about);
  }

  String chinese(Object... about) {
    return chinese.formatted(about);
  }

  /** Both halves. */
  String text(Object... about) {
    return english.formatted(about) + " / " + chinese.formatted(about);
  }
}
