package dev.yunzhi.controlplane.publication;

import dev.yunzhi.api.v1alpha1.Policy;
import dev.yunzhi.api.v1alpha1.PolicyStatus;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.Optional;

/** The Policy objects, watched at the API server. */
final class WatchedPolicies extends WatchedKind<Policy> implements PolicyObjects {
  private final KubernetesClient client;

  WatchedPolicies(KubernetesClient client) {
    super("Policies", client.resources(Policy.class));
    this.client = client;
  }

  @Override
  public Optional<List<Policy>> all() {
    return known();
  }

  @Override
  public void say(Policy policy, String revision, String enforcedBy, List<Condition> conditions) {
    Policy bare = new Policy();
    // Another object may have the name by now, of which this is not true.
    bare.setMetadata(
        new ObjectMetaBuilder()
            .withName(policy.getMetadata().getName())
            .withUid(policy.getMetadata().getUid())
            .build());
    bare.setStatus(
        new PolicyStatus(
            null, null, null, null, null, revision, enforcedBy, null, null, null, conditions));
    client.resource(bare).subresource("status").patch(ServerSideApply.OURS);
  }
}
