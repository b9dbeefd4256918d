package dev.yunzhi.operator.reconcile;

import dev.yunzhi.api.v1alpha1.YunzhiResource;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import java.util.Objects;

/** Writes a status by server-side apply, and only when it says something new. */
public final class StatusPatch {

  /**
   * The update that brings an object's status to {@code status}, if any is needed.
   *
   * @param observed as the reconciler got it
   * @param bare a new object of the same kind, without metadata
   * @param status never null
   */
  public static <T, R extends YunzhiResource<?, T>> UpdateControl<R> of(
      R observed, R bare, T status) {
    return of(observed, observed.getStatus(), bare, status);
  }

  /**
   * As above, for a status of which others own a part.
   *
   * @param own what stands of our part; null when there is no status yet
   */
  public static <T, R extends YunzhiResource<?, T>> UpdateControl<R> of(
      R observed, T own, R bare, T status) {
    if (Objects.equals(own, status)) {
      return UpdateControl.noUpdate();
    }
    bare.setMetadata(
        new ObjectMetaBuilder()
            .withName(observed.getMetadata().getName())
            .withNamespace(observed.getMetadata().getNamespace())
            .build());
    bare.setStatus(status);
    return UpdateControl.patchStatus(bare);
  }

  private StatusPatch() {}
}
