package dev.yunzhi.e2e.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fabric8.kubernetes.client.KubernetesClientException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** What the API server says when it refuses. */
public final class Refusals {

  private Refusals() {}

  /** The request is refused as forbidden, and the answer holds all of the words. */
  public static void assertForbidden(ThrowingCallable request, CharSequence... words) {
    KubernetesClientException refusal =
        catchThrowableOfType(KubernetesClientException.class, request);
    assertThat(refusal).as("the API server took it").isNotNull();
    assertThat(refusal.getCode()).isEqualTo(403);
    assertThat(refusal.getStatus().getMessage()).contains(words);
  }
}
