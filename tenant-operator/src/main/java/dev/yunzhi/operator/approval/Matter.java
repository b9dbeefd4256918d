package dev.yunzhi.operator.approval;

import dev.yunzhi.api.v1alpha1.Approval;
import dev.yunzhi.api.v1alpha1.ApprovalSpec;
import dev.yunzhi.api.v1alpha1.PolicyException;
import dev.yunzhi.api.v1alpha1.RequestPhase;
import dev.yunzhi.api.v1alpha1.Stage;
import dev.yunzhi.api.v1alpha1.StageStatus;
import dev.yunzhi.api.v1alpha1.TenantRequest;
import dev.yunzhi.operator.cluster.Reader;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * What is decided on, a TenantRequest or a PolicyException, and who asked for it.
 *
 * @param requesters nobody of them decides; empty when nobody knows them, and then nobody can
 * @param stages that it needs; empty when that is not known yet
 * @param carriedOut nothing is left to decide, and nothing expires
 * @param exception whether it is a PolicyException
 */
public record Matter(
    ObjectMeta metadata,
    List<String> requesters,
    List<StageStatus> stages,
    boolean carriedOut,
    boolean exception) {

  private static final Set<RequestPhase> CARRIED_OUT =
      EnumSet.of(
          RequestPhase.PROVISIONING, RequestPhase.GRANTED, RequestPhase.ENDING, RequestPhase.ENDED);

  private static final List<StageStatus> SECURITY =
      List.of(new StageStatus(Stage.SECURITY, 1, 1, null, null, List.of(), null, null, null));

  /** What a decision is about; null when there is no such thing in its namespace. */
  public static Matter of(Approval approval, String namespace, Reader reader) {
    ApprovalSpec spec = approval.getSpec();
    if (spec.exception() != null) {
      var exception = reader.get(PolicyException.class, namespace, spec.exception());
      return exception == null ? null : of(exception);
    }
    var request = reader.get(TenantRequest.class, namespace, spec.request());
    return request == null ? null : of(request);
  }

  /** A request, by what its status says of its stages. */
  public static Matter of(TenantRequest request) {
    var status = request.getStatus();
    boolean known =
        status != null
            && Objects.equals(status.observedGeneration(), request.getMetadata().getGeneration());
    return new Matter(
        request.getMetadata(),
        orEmpty(request.getSpec().requesters()),
        known ? orEmpty(status.stages()) : List.of(),
        known && CARRIED_OUT.contains(status.phase()),
        false);
  }

  /** An exception: one of the security team, and never carried out, so that it can be revoked. */
  static Matter of(PolicyException exception) {
    String by = exception.getSpec().requestedBy();
    return new Matter(
        exception.getMetadata(),
        by == null || by.isEmpty() ? List.of() : List.of(by),
        SECURITY,
        false,
        true);
  }

  /** The same, with the stages that policies ask for now, whatever became of it. */
  Matter asked(List<StageStatus> stages) {
    return new Matter(metadata, requesters, stages, false, exception);
  }

  /** Whether a decision of the same namespace is about this. */
  boolean isOf(Approval approval) {
    ApprovalSpec spec = approval.getSpec();
    return metadata.getName().equals(exception ? spec.exception() : spec.request());
  }

  private static <T> List<T> orEmpty(List<T> list) {
    return list == null ? List.of() : list;
  }
}
