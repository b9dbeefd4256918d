package dev.yunzhi.api.v1alpha1;

import io.fabric8.kubernetes.client.CustomResource;

/**
 * Base of all kinds.
 *
 * <p>Spec and status are immutable records: they are null until set, never an empty object made by
 * reflection.
 *
 * @param <S> the spec
 * @param <T> the status
 */
public abstract class YunzhiResource<S, T> extends CustomResource<S, T> {

  @Override
  protected S initSpec() {
    return null;
  }

  @Override
  protected T initStatus() {
    return null;
  }
}
