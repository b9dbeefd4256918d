package dev.yunzhi.operator.reconcile.request;

import dev.yunzhi.api.v1alpha1.Policy;
import dev.yunzhi.api.v1alpha1.TenantRequest;
import dev.yunzhi.operator.cluster.Informers;
import dev.yunzhi.operator.policy.Policies;
import io.javaoperatorsdk.operator.processing.event.Event;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.AbstractEventSource;
import java.util.Set;

/** Has every request looked at again when the policies in force change. */
final class PolicyChanges extends AbstractEventSource<Policy, TenantRequest> {

  private final Informers informers;

  PolicyChanges(Policies policies, Informers informers) {
    super(Policy.class, "PoliciesInForce");
    this.informers = informers;
    policies.onChange(this::wake);
  }

  private void wake() {
    if (isRunning()) {
      informers.of(TenantRequest.class).list().stream()
          .map(ResourceID::fromResource)
          .forEach(id -> getEventHandler().handleEvent(new Event(id)));
    }
  }

  /** The reconciler asks {@link Policies} itself. */
  @Override
  public Set<Policy> getSecondaryResources(TenantRequest request) {
    return Set.of();
  }
}
