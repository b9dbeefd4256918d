package dev.yunzhi.operator.reconcile;

import dev.yunzhi.api.v1alpha1.Policy;
import dev.yunzhi.operator.cluster.Informers;
import dev.yunzhi.operator.policy.Policies;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.processing.event.Event;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.AbstractEventSource;
import java.util.Set;

/**
 * Has every object of a kind looked at again when the policies in force change: by Policy objects,
 * or by another bundle.
 */
public final class PolicyChanges<P extends HasMetadata> extends AbstractEventSource<Policy, P> {

  private final Class<P> kind;
  private final Informers informers;

  public PolicyChanges(Class<P> kind, Policies policies, Informers informers) {
    super(Policy.class, "PoliciesInForce");
    this.kind = kind;
    this.informers = informers;
    policies.onChange(this::wake);
  }

  private void wake() {
    if (isRunning()) {
      informers.of(kind).list().stream()
          .map(ResourceID::fromResource)
          .forEach(id -> getEventHandler().handleEvent(new Event(id)));
    }
  }

  /** The reconciler asks {@link Policies} itself. */
  @Override
  public Set<Policy> getSecondaryResources(P primary) {
    return Set.of();
  }
}
