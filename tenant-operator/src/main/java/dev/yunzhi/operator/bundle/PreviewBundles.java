package dev.yunzhi.operator.bundle;

import dev.yunzhi.api.v1alpha1.Policy;
import dev.yunzhi.operator.condition.Reason;
import dev.yunzhi.operator.http.RemoteClient;
import dev.yunzhi.operator.policy.PreviewException;
import dev.yunzhi.policy.BundleVerifier;
import dev.yunzhi.policy.InvalidBundleException;
import dev.yunzhi.policy.PolicyBundle;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Duration;

/**
 * Fetches rules that are only tried, each in a bundle of its own that the control-plane builds for
 * it. Its signature is of another scope than that of the policies in force, so neither can be taken
 * for the other. Not thread-safe.
 */
public final class PreviewBundles {

  /** What the scope of the policies in force is followed by. */
  static final String SCOPE = "-preview";

  private static final String NAME = "preview-";

  private final RemoteClient client;
  private final BundleVerifier verifier;
  private final long maxBytes;

  /**
   * @param maxBytes that are read of an answer
   */
  PreviewBundles(RemoteClient client, BundleVerifier verifier, long maxBytes) {
    this.client = client;
    this.verifier = verifier;
    this.maxBytes = maxBytes;
  }

  /**
   * The standard policies and the rule of an object.
   *
   * @throws PreviewException if there is none yet that has the rule as it stands in the object, or
   *     none that can be trusted
   */
  public PolicyBundle of(Policy policy) throws PreviewException, InterruptedException {
    String rego = policy.getSpec().rego();
    try {
      var answer =
          new BundleRequest(client, NAME + policy.getMetadata().getName(), maxBytes)
              .send(null, Duration.ZERO);
      PolicyBundle bundle = verifier.read(answer.archive().orElseThrow());
      if (!bundle.rules().has(policy.getSpec().policy(), rego)) {
        throw new IOException("the control-plane has it as it was before");
      }
      return bundle;
    } catch (IOException | GeneralSecurityException | InvalidBundleException e) {
      throw new PreviewException(
          Reason.AWAITING_BUNDLE,
          "No bundle to try it with can be loaded yet: %s.".formatted(e.getMessage()));
    }
  }
}
