package dev.yunzhi.operator.reconcile.request;

import dev.yunzhi.api.v1alpha1.Stage;
import dev.yunzhi.api.v1alpha1.StageStatus;
import dev.yunzhi.api.v1alpha1.Tenant;
import dev.yunzhi.api.v1alpha1.TenantRequest;
import dev.yunzhi.api.v1alpha1.WireName;
import dev.yunzhi.operator.budget.BudgetRefused;
import dev.yunzhi.operator.model.Ancestor;
import dev.yunzhi.operator.reconcile.Halting;
import java.util.List;
import java.util.Map;

/**
 * What is to be done next about a request, and by whom.
 *
 * @param waitingFor who is to act, in a word or two; null when nobody
 * @param english full sentences
 * @param chinese the same
 */
record NextStep(String waitingFor, String english, String chinese) {

  private static final String DEPARTMENT = "Department";
  private static final String PLATFORM = "Platform";
  private static final Map<Stage, String> CHINESE =
      Map.of(
          Stage.PLATFORM, "平台管理方",
          Stage.SECURITY, "安全管理方",
          Stage.EXPERT, "专家组",
          Stage.PARENT, "上一级部门",
          Stage.DATA_RETURN, "申请部门（数据返还）",
          Stage.WIPE, "安全管理方（数据清除）",
          Stage.ASSET_CLOSURE, "平台管理方（资产核销）");

  static NextStep correct(TenantRequest request, List<String> policies) {
    return department(
        "correct what status.findings names (%1$s), with %2$s or in the project, and it is judged again at once.",
        "请按 status.findings 所列问题（%1$s）修改申请（%2$s）或补全项目信息，修改后立即重新审查。",
        List.of(String.join(", ", policies), edit(request)));
  }

  static NextStep complete(TenantRequest request, List<String> fields) {
    return department(
        "fill in %1$s with %2$s; a tenant cannot be made without.",
        "请用 %2$s 填写 %1$s，缺少这些内容无法开通租户。", List.of(String.join(", ", fields), edit(request)));
  }

  static NextStep decide(TenantRequest request, List<StageStatus> open) {
    var waiting =
        open.stream().map(s -> WireName.of(s.stage()) + howMany(s, " (%d more)")).toList();
    var zh = open.stream().map(s -> CHINESE.get(s.stage()) + howMany(s, "（还需 %d 人）")).toList();
    var commands =
        open.stream().map(s -> '`' + ApprovalCommand.of(request, s.stage()) + '`').toList();
    return of(
        String.join(", ", waiting),
        "%1$s: decide on generation %3$d of this request. To approve: %4$s. To reject, write \"decision\":\"Rejected\" and add a \"reason\".",
        "%2$s：请对本申请第 %3$d 版作出决定。同意：%4$s。不同意：将 decision 改为 \"Rejected\" 并填写 reason。",
        List.of(
            String.join(", ", waiting),
            String.join("、", zh),
            request.getMetadata().getGeneration(),
            String.join(", ", commands)));
  }

  private static String howMany(StageStatus stage, String more) {
    return stage.quorum() == 1 ? "" : more.formatted(stage.missing());
  }

  static NextStep rejected(TenantRequest request, StageStatus stage) {
    String reason =
        stage.decisions().stream()
            .filter(d -> d.decision() == stage.decision())
            .map(d -> d.decidedBy() + ": " + d.reason())
            .findFirst()
            .orElse("");
    return department(
        "%1$s rejected this request (%3$s). Change it with %4$s to have it decided anew, or delete it.",
        "%2$s不同意本申请（%3$s）。请用 %4$s 修改后重新报批，或删除申请。",
        List.of(WireName.of(stage.stage()), CHINESE.get(stage.stage()), reason, edit(request)));
  }

  static NextStep beyondBudget(BudgetRefused refused) {
    return new NextStep("Budget", refused.getMessage(), refused.chinese());
  }

  static NextStep wait(String tenant) {
    return of(null, "Nothing to do: Tenant %s is being made.", "无需操作：正在开通租户 %s。", List.of(tenant));
  }

  static NextStep use(String tenant, List<String> namespaces) {
    return of(
        null,
        "Nothing to do: Tenant %1$s is ready; deploy into %2$s.",
        "无需操作：租户 %1$s 已开通，可在 %2$s 中部署。",
        List.of(tenant, String.join(", ", namespaces)));
  }

  static NextStep ending(String tenant) {
    return of(
        null, "Nothing to do: Tenant %s is being taken back.", "无需操作：正在回收租户 %s。", List.of(tenant));
  }

  static NextStep ended(String tenant) {
    return of(null, "Nothing to do: Tenant %s was taken back.", "无需操作：租户 %s 已回收。", List.of(tenant));
  }

  static NextStep nameTaken(TenantRequest request, String tenant) {
    return department(
        "a Tenant called %1$s exists and does not come from this request. Delete this request with %2$s and make one with another spec.tenantName, or of type Change.",
        "名为 %1$s 的租户已存在，且不属于本申请。请用 %2$s 删除本申请，另以其他 spec.tenantName 申请，或提交类型为 Change 的申请。",
        List.of(tenant, delete(request)));
  }

  static NextStep tenantMoved(TenantRequest request, String tenant, Tenant actual) {
    return department(
        "a reform gave Tenant %1$s to Department %3$s, so this request cannot change it any more. Make a request of type Change in dept-%3$s.",
        "机构改革已将租户 %1$s 划转至部门 %3$s，本申请不能再变更该租户。请在 dept-%3$s 提交类型为 Change 的申请。",
        List.of(tenant, delete(request), actual.getSpec().department()));
  }

  static NextStep noSuchTenant(TenantRequest request, String tenant) {
    return department(
        "this department has no Tenant called %1$s. Delete this request with %2$s and make one with the right spec.tenantName.",
        "本部门没有名为 %1$s 的租户。请用 %2$s 删除本申请，另以正确的 spec.tenantName 提交。",
        List.of(tenant, delete(request)));
  }

  static NextStep endsAnyway(TenantRequest request, String tenant) {
    return department(
        "Tenant %1$s is being taken back by another request; nothing can be changed in it. Delete this request with %2$s.",
        "租户 %1$s 正按其他申请回收，不能再作变更。请用 %2$s 删除本申请。", List.of(tenant, delete(request)));
  }

  static NextStep tenantDeleted(TenantRequest request, String tenant) {
    return department(
        "Tenant %1$s was deleted after it had been granted. If it is needed again, change this request with %2$s: it is then judged and decided anew.",
        "租户 %1$s 开通后已被删除。如仍需要，请用 %2$s 修改申请，将重新审查和审批。", List.of(tenant, edit(request)));
  }

  static NextStep noSuchCloud(TenantRequest request) {
    return department(
        "there is no Cloud %1$s. Name one that there is in spec.cloud, or none for the home cluster, with %2$s; or ask the platform team to register it, and the request goes on.",
        "云平台 %1$s 不存在。请用 %2$s 在 spec.cloud 中填写已登记的云平台（留空则为主集群），或请平台管理方登记该云平台，登记后自动继续。",
        List.of(request.getSpec().cloud(), edit(request)));
  }

  /**
   * @param actual cloud that the tenant lies on; null is the home cluster
   */
  static NextStep otherCloud(TenantRequest request, String actual) {
    return department(
        "the tenant lies on %1$s and never moves. Put spec.cloud back as it was with %2$s, or ask for another tenant under another name.",
        "租户位于 %1$s，不能迁移。请用 %2$s 恢复 spec.cloud，或以其他名称另行申请。",
        List.of(actual == null ? "the home cluster (主集群)" : actual, edit(request)));
  }

  static NextStep cordoned(String cloud) {
    return of(
        PLATFORM,
        "Platform: Cloud %1$s takes no further tenants. The request goes on when spec.unschedulable is taken away from it, or when the department names another cloud.",
        "平台管理方：云平台 %1$s 暂停接收新租户。取消其 spec.unschedulable，或由部门改填其他云平台后继续办理。",
        List.of(cloud));
  }

  static NextStep cloudNotReady(String cloud, String reason) {
    return of(
        PLATFORM,
        "Platform: Cloud %1$s cannot be used now (%2$s). The request goes on by itself when it can; see `kubectl describe cloud %1$s`.",
        "平台管理方：云平台 %1$s 暂不可用（%2$s），恢复后自动继续；详见 `kubectl describe cloud %1$s`。",
        List.of(cloud, reason));
  }

  /**
   * @param message of the Tenant's own Ready condition
   */
  static NextStep cloudAway(String cloud, String message) {
    return of(
        PLATFORM,
        "Platform: %2$s",
        "平台管理方：租户所在云平台 %1$s 目前无法使用，租户内容不受改动，云平台恢复后自动继续。",
        List.of(cloud, message));
  }

  /**
   * @param by the department that is halted
   */
  static NextStep halted(Ancestor by) {
    return new NextStep(
        "Platform",
        "Nothing to do for this department: " + Halting.english(by) + " The request then goes on.",
        "本部门无需操作：" + Halting.chinese(by) + "恢复后继续办理。");
  }

  /**
   * @param message of the Tenant's own Ready condition
   */
  static NextStep tenantHeldUp(String tenant, String message) {
    return of(
        PLATFORM,
        "Platform: Tenant %1$s cannot be made: %2$s",
        "平台管理方：租户 %1$s 无法开通：%2$s",
        List.of(tenant, message));
  }

  /** Something that the platform team has to look at. */
  static NextStep platform(String message) {
    return of(PLATFORM, "%s", "%s", List.of(message));
  }

  private static NextStep department(String english, String chinese, List<?> about) {
    return of(DEPARTMENT, "Department: " + english, "申请部门：" + chinese, about);
  }

  private static NextStep of(String who, String english, String chinese, List<?> about) {
    return new NextStep(
        who, english.formatted(about.toArray()), chinese.formatted(about.toArray()));
  }

  private static String edit(TenantRequest request) {
    return kubectl("edit", request);
  }

  private static String delete(TenantRequest request) {
    return kubectl("delete", request);
  }

  private static String kubectl(String verb, TenantRequest request) {
    var meta = request.getMetadata();
    return "`kubectl -n %s %s tenantrequest %s`"
        .formatted(meta.getNamespace(), verb, meta.getName());
  }
}
