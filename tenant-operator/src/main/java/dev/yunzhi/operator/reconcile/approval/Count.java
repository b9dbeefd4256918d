package dev.yunzhi.operator.reconcile.approval;

import dev.yunzhi.api.v1alpha1.Approval;
import dev.yunzhi.api.v1alpha1.TenantRequest;
import java.util.Objects;

/**
 * Whether a decision counts for a request.
 *
 * @param reason of the condition {@code Counted}
 * @param field that is wrong; null when it counts
 * @param message why not, and what to do
 * @param messageZh the same in Chinese
 */
public record Count(
    boolean counted, String reason, String field, String message, String messageZh) {

  /**
   * Looks at a decision and the request that it is about.
   *
   * @param request that the approval names; null when there is none
   */
  public static Count of(Approval approval, TenantRequest request) {
    var spec = approval.getSpec();
    if (request == null) {
      return not(
          "RequestNotFound",
          "spec.request",
          "TenantRequest %s is not in this namespace; name one that is.".formatted(spec.request()),
          "本命名空间没有租户申请 %s；请填写存在的申请名称。".formatted(spec.request()));
    }
    var requesters = request.getSpec().requesters();
    if (spec.decidedBy() == null || spec.requestUid() == null || spec.requestGeneration() == null) {
      return not(
          "NotStamped",
          "spec.decidedBy",
          "admission did not stamp who decided on what; make the Approval anew.",
          "准入控制未记录审批人和审批对象；请重新提交审批。");
    }
    if (requesters == null || requesters.isEmpty()) {
      return not(
          "NotStamped",
          "spec.request",
          "admission did not stamp who wrote the request, so nobody knows who may approve it; make the request anew.",
          "准入控制未记录申请人，无法确定谁可以审批；请重新提交申请。");
    }
    if (!spec.requestUid().equals(request.getMetadata().getUid())) {
      return not(
          "OtherRequest",
          "spec.requestUid",
          "this decided on a request of the same name that is gone; decide on the one that is there now.",
          "该审批针对已删除的同名申请；请对现有申请重新审批。");
    }
    if (!Objects.equals(spec.requestGeneration(), request.getMetadata().getGeneration())) {
      return not(
          "NotCurrentGeneration",
          "spec.requestGeneration",
          "this decides on generation %d of the request, which has generation %d by now; look at it again and make another Approval."
              .formatted(spec.requestGeneration(), request.getMetadata().getGeneration()),
          "该审批针对申请的第 %d 版，而申请现为第 %d 版；请重新审阅后再提交审批。"
              .formatted(spec.requestGeneration(), request.getMetadata().getGeneration()));
    }
    if (requesters.contains(spec.decidedBy())) {
      return not(
          "OwnRequest",
          "spec.decidedBy",
          "%s wrote this request; somebody else has to decide on it.".formatted(spec.decidedBy()),
          "%s 是本申请的提交人，必须由他人审批。".formatted(spec.decidedBy()));
    }
    return new Count(
        true, "Counted", null, "The request takes this decision into account.", "该审批已计入。");
  }

  private static Count not(String reason, String field, String message, String messageZh) {
    return new Count(false, reason, field, message, messageZh);
  }
}
