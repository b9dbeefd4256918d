package dev.yunzhi.operator.reconcile.approval;

import dev.yunzhi.api.v1alpha1.Approval;
import dev.yunzhi.api.v1alpha1.TenantRequest;
import java.util.Objects;

/**
 * Whether a decision counts for a request.
 *
 * @param reason of the condition {@code Counted}
 * @param message why not, and what to do
 */
public record Count(boolean counted, String reason, String message) {

  /**
   * @param request that the approval names; null when there is none
   */
  public static Count of(Approval approval, TenantRequest request) {
    var spec = approval.getSpec();
    if (request == null) {
      return not(
          "RequestNotFound",
          "TenantRequest %s is not in this namespace; nothing is decided by this object."
              .formatted(spec.request()));
    }
    var requesters = request.getSpec().requesters();
    if (spec.decidedBy() == null || spec.requestUid() == null || spec.requestGeneration() == null) {
      return not(
          "NotStamped",
          "Admission did not stamp spec.decidedBy, spec.requestUid and spec.requestGeneration; make the Approval anew.");
    }
    if (requesters == null || requesters.isEmpty()) {
      return not(
          "NotStamped",
          "Admission did not stamp spec.requesters of the request, so nobody knows who may approve it; make the request anew.");
    }
    if (!spec.requestUid().equals(request.getMetadata().getUid())) {
      return not(
          "OtherRequest",
          "This decided on a request of the same name that is gone; decide on the one that is there now.");
    }
    if (!Objects.equals(spec.requestGeneration(), request.getMetadata().getGeneration())) {
      return not(
          "NotCurrentGeneration",
          "This decided on generation %d of the request, which has generation %d by now; look at it again and make another Approval."
              .formatted(spec.requestGeneration(), request.getMetadata().getGeneration()));
    }
    if (requesters.contains(spec.decidedBy())) {
      return not(
          "OwnRequest",
          "%s wrote this request; somebody else has to decide on it.".formatted(spec.decidedBy()));
    }
    return new Count(true, "Counted", "The request takes this decision into account.");
  }

  private static Count not(String reason, String message) {
    return new Count(false, reason, message);
  }
}
