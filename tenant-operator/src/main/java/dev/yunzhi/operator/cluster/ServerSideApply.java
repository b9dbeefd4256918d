package dev.yunzhi.operator.cluster;

import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;

/** How all that we own is written: what others wrote in its place gives way. */
public final class ServerSideApply {

  public static PatchContext.Builder by(String fieldManager) {
    return new PatchContext.Builder()
        .withPatchType(PatchType.SERVER_SIDE_APPLY)
        .withFieldManager(fieldManager)
        .withForce(true);
  }

  private ServerSideApply() {}
}
