package dev.yunzhi.audit.stocktake;

import static dev.yunzhi.audit.stocktake.Difference.DIFFERS;
import static dev.yunzhi.audit.stocktake.Difference.NOT_LIVE;
import static dev.yunzhi.audit.stocktake.Difference.NOT_ON_BOOKS;
import static dev.yunzhi.audit.stocktake.Difference.NOT_VERIFIABLE;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a stock-take can find, each one rule. */
public enum Finding {
  CLOUD_NEVER_SEEN(
      NOT_VERIFIABLE, "no inventory has ever seen the cluster of this cloud", "该云平台的集群从未被盘点"),
  CLOUD_NOT_SEEN(NOT_VERIFIABLE, "the cluster of this cloud is not seen now", "该云平台的集群当前无法盘点"),
  ON_CLOUD_NOT_SEEN(
      NOT_VERIFIABLE,
      "it is on a cloud that is not seen now; what was found is as it was last seen",
      "所在云平台当前无法盘点，实物为最近一次所见"),
  CLUSTER_WITHOUT_CLOUD(
      NOT_ON_BOOKS, "the cluster is seen and is no registered cloud", "盘点到的集群未登记为云平台"),

  REQUEST_NOT_CARRIED_OUT(
      NOT_LIVE, "the request was approved and its tenant is not there", "申请已批准，租户不存在"),
  TENANT_NOT_LIVE(NOT_LIVE, "no namespace of the tenant is there", "租户没有任何命名空间"),
  NAMESPACE_NOT_LIVE(NOT_LIVE, "the namespace was approved and is not there", "命名空间已批准但不存在"),
  TENANT_WITHOUT_REQUEST(
      NOT_ON_BOOKS, "no approved request stands behind the tenant", "租户没有经批准的申请"),
  NAMESPACE_NOT_APPROVED(
      NOT_ON_BOOKS, "the namespace is none of those approved for its tenant", "命名空间不在租户的批准范围内"),
  NAMESPACE_WITHOUT_TENANT(
      NOT_ON_BOOKS, "the namespace is there and its tenant is not", "命名空间仍在，所属租户已不存在"),
  NAMESPACE_AFTER_END(
      NOT_ON_BOOKS,
      "the end of the tenant was carried out and its namespace is there",
      "租户已注销，命名空间仍在"),
  QUOTA_NOT_AS_APPROVED(
      DIFFERS, "the tenant's quota is not the one that was approved", "租户配额与批准配额不一致"),
  QUOTA_OVER_GRANT(
      DIFFERS, "the quotas in force come to more than the tenant was granted", "实际生效的配额合计超出租户配额"),
  DECLARED_OVER_APPROVED(
      DIFFERS,
      "the workloads declare more replicas or accelerators than were approved",
      "工作负载声明的副本或加速卡超出批准数量"),

  SYSTEM_NOT_LIVE(
      NOT_LIVE, "the card says that it is in use, and it does not run any more", "台账为在用，实际已不再运行"),
  SYSTEM_NOT_DEPLOYED(
      NOT_LIVE, "the project was accepted and the system runs nowhere", "项目已验收，信息系统未在任何租户运行"),
  SYSTEM_NOT_ON_BOOKS(
      NOT_ON_BOOKS, "the system that the tenant runs is on no list", "租户运行的信息系统不在任何目录或台账中"),

  NODE_NOT_LIVE(
      NOT_LIVE, "the card says that it is in use, and its node is gone", "台账为在用，对应节点已不存在"),
  NODE_NOT_ON_BOOKS(
      NOT_ON_BOOKS,
      "the node has no card in the register and bears no whole one",
      "节点在台账中无卡片，自身卡片也不完整"),
  CARD_NOT_AS_FOUND(
      DIFFERS, "the card that the node bears is not the one in the register", "节点所载卡片与台账卡片不一致"),
  CODE_ON_SEVERAL_NODES(DIFFERS, "several nodes bear the code of one card", "多个节点使用同一资产编号"),

  CARD_NOT_IN_USE(
      DIFFERS, "the card says that it is not in use, and it is live", "台账为非在用状态，实际仍在运行"),
  CARD_STRUCK_OFF(NOT_ON_BOOKS, "the card was taken off the books, and it is live", "台账已销账，实际仍在运行");

  private final Difference difference;
  private final String english;
  private final String chinese;

  Finding(Difference difference, String english, String chinese) {
    this.difference = difference;
    this.english = english;
    this.chinese = chinese;
  }

  public Difference difference() {
    return difference;
  }

  /** For programs, such as {@code NodeNotLive}. */
  public String word() {
    return Arrays.stream(name().split("_"))
        .map(part -> part.charAt(0) + part.substring(1).toLowerCase(Locale.ROOT))
        .collect(Collectors.joining());
  }

  /** In a clause. */
  public String english() {
    return english;
  }

  /** The same. */
  public String chinese() {
    return chinese;
  }
}
