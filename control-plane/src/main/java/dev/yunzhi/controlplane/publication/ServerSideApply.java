package dev.yunzhi.controlplane.publication;

import dev.yunzhi.api.v1alpha1.Yunzhi;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;

/** How the control-plane writes what is its own: what others wrote in its place gives way. */
final class ServerSideApply {
  static final PatchContext OURS =
      new PatchContext.Builder()
          .withPatchType(PatchType.SERVER_SIDE_APPLY)
          .withFieldManager(Yunzhi.CONTROL_PLANE_FIELD_MANAGER)
          .withForce(true)
          .build();

  private ServerSideApply() {}
}
