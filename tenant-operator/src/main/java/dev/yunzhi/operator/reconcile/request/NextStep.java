package dev.yunzhi.operator.reconcile.request;

import dev.yunzhi.api.v1alpha1.Stage;
import dev.yunzhi.api.v1alpha1.StageStatus;
import dev.yunzhi.api.v1alpha1.TenantRequest;
import dev.yunzhi.api.v1alpha1.WireName;
import dev.yunzhi.operator.budget.BudgetRefused;
import dev.yunzhi.operator.model.Ancestor;
import dev.yunzhi.operator.reconcile.Halting;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What is to be done next about a request, and by whom.
 *
 * @param waitingFor who is to act, in a word or two; null when nobody
 * @param english full sentences
 * @param chinese the same
 */
record NextStep(String waitingFor, String english, String chinese) {

  private static final String DEPARTMENT = "Department";
  private static final Map<Stage, String> CHINESE =
      Map.of(Stage.PLATFORM, "平台管理方", Stage.SECURITY, "安全管理方");

  static NextStep correct(TenantRequest request, List<String> policies) {
    String ids = String.join(", ", policies);
    return new NextStep(
        DEPARTMENT,
        "Department: correct what status.findings names (%s), with `kubectl -n %s edit tenantrequest %s` or in the project, and it is judged again at once."
            .formatted(ids, namespace(request), name(request)),
        "申请部门：请按 status.findings 所列问题（%s）修改申请（`kubectl -n %s edit tenantrequest %s`）或补全项目信息，修改后立即重新审查。"
            .formatted(ids, namespace(request), name(request)));
  }

  static NextStep complete(TenantRequest request, List<String> fields) {
    String missing = String.join(", ", fields);
    return new NextStep(
        DEPARTMENT,
        "Department: fill in %s with `kubectl -n %s edit tenantrequest %s`; a tenant cannot be made without."
            .formatted(missing, namespace(request), name(request)),
        "申请部门：请用 `kubectl -n %s edit tenantrequest %s` 填写 %s，缺少这些内容无法开通租户。"
            .formatted(namespace(request), name(request), missing));
  }

  static NextStep decide(TenantRequest request, List<Stage> open) {
    String names = open.stream().map(WireName::of).collect(Collectors.joining(", "));
    String namesZh = open.stream().map(CHINESE::get).collect(Collectors.joining("、"));
    String commands =
        open.stream().map(s -> '`' + command(request, s) + '`').collect(Collectors.joining(", "));
    return new NextStep(
        names,
        "%s: decide on generation %d of this request. To approve: %s. To reject, write \"decision\":\"Rejected\" and add a \"reason\"."
            .formatted(names, request.getMetadata().getGeneration(), commands),
        "%s：请对本申请第 %d 版作出决定。同意：%s。不同意：将 decision 改为 \"Rejected\" 并填写 reason。"
            .formatted(namesZh, request.getMetadata().getGeneration(), commands));
  }

  private static String command(TenantRequest request, Stage stage) {
    String name = WireName.of(stage);
    return "echo '{\"apiVersion\":\"yunzhi.dev/v1alpha1\",\"kind\":\"Approval\",\"metadata\":{\"name\":\"%s-%d-%s\"},\"spec\":{\"request\":\"%s\",\"requestGeneration\":%d,\"stage\":\"%s\",\"decision\":\"Approved\"}}' | kubectl -n %s create -f -"
        .formatted(
            name(request),
            request.getMetadata().getGeneration(),
            name.toLowerCase(Locale.ROOT),
            name(request),
            request.getMetadata().getGeneration(),
            name,
            namespace(request));
  }

  static NextStep rejected(TenantRequest request, StageStatus stage) {
    return new NextStep(
        DEPARTMENT,
        "Department: %s rejected this request: %s. Change it with `kubectl -n %s edit tenantrequest %s` to have it decided anew, or delete it."
            .formatted(
                WireName.of(stage.stage()), stage.reason(), namespace(request), name(request)),
        "申请部门：%s不同意本申请，理由：%s。请用 `kubectl -n %s edit tenantrequest %s` 修改后重新报批，或删除申请。"
            .formatted(
                CHINESE.get(stage.stage()), stage.reason(), namespace(request), name(request)));
  }

  static NextStep beyondBudget(BudgetRefused refused) {
    return new NextStep("Budget", refused.getMessage(), refused.chinese());
  }

  static NextStep wait(String tenant) {
    return new NextStep(
        null,
        "Nothing to do: Tenant %s is being made.".formatted(tenant),
        "无需操作：正在开通租户 %s。".formatted(tenant));
  }

  static NextStep use(String tenant, List<String> namespaces) {
    return new NextStep(
        null,
        "Nothing to do: Tenant %s is ready; deploy into %s."
            .formatted(tenant, String.join(", ", namespaces)),
        "无需操作：租户 %s 已开通，可在 %s 中部署。".formatted(tenant, String.join("、", namespaces)));
  }

  static NextStep nameTaken(TenantRequest request, String tenant) {
    return new NextStep(
        DEPARTMENT,
        "Department: a Tenant called %s exists and does not come from this request. Delete this request with `kubectl -n %s delete tenantrequest %s` and make one with another spec.tenantName."
            .formatted(tenant, namespace(request), name(request)),
        "申请部门：名为 %s 的租户已存在，且不属于本申请。请用 `kubectl -n %s delete tenantrequest %s` 删除本申请，另以其他 spec.tenantName 申请。"
            .formatted(tenant, namespace(request), name(request)));
  }

  static NextStep tenantDeleted(TenantRequest request, String tenant) {
    return new NextStep(
        DEPARTMENT,
        "Department: Tenant %s was deleted after it had been granted. If it is needed again, change this request with `kubectl -n %s edit tenantrequest %s`: it is then judged and decided anew."
            .formatted(tenant, namespace(request), name(request)),
        "申请部门：租户 %s 开通后已被删除。如仍需要，请用 `kubectl -n %s edit tenantrequest %s` 修改申请，将重新审查和审批。"
            .formatted(tenant, namespace(request), name(request)));
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
    return new NextStep(
        "Platform",
        "Platform: Tenant %s cannot be made: %s".formatted(tenant, message),
        "平台管理方：租户 %s 无法开通：%s".formatted(tenant, message));
  }

  private static String name(TenantRequest request) {
    return request.getMetadata().getName();
  }

  private static String namespace(TenantRequest request) {
    return request.getMetadata().getNamespace();
  }
}
