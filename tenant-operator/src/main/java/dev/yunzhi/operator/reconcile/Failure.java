package dev.yunzhi.operator.reconcile;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.api.reconciler.ErrorStatusUpdateControl;
import io.javaoperatorsdk.operator.api.reconciler.RetryInfo;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import java.util.Optional;

/** An unexpected failure, as it lands on the object that it befell. */
public final class Failure {

  /** What failed, in the API server's own words where it spoke. */
  public static String message(Exception failure) {
    String said =
        failure instanceof KubernetesClientException refused
                && refused.getStatus() != null
                && refused.getStatus().getMessage() != null
            ? refused.getStatus().getMessage()
            : String.valueOf(failure.getMessage());
    return "%s: %s. The operator tries again by itself."
        .formatted(failure.getClass().getSimpleName(), said);
  }

  /** Records the failure once; the retries that follow leave the status as it is. */
  public static <P extends HasMetadata> ErrorStatusUpdateControl<P> recorded(
      UpdateControl<P> status, Optional<RetryInfo> retry) {
    boolean first = retry.map(r -> r.getAttemptCount() == 0).orElse(true);
    if (status.isNoUpdate() || !first) {
      return ErrorStatusUpdateControl.defaultErrorProcessing();
    }
    return ErrorStatusUpdateControl.patchStatus(status.getResource().orElseThrow());
  }

  private Failure() {}
}
