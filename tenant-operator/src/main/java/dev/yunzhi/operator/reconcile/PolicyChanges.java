package dev.yunzhi.operator.reconcile;

import dev.yunzhi.api.v1alpha1.Policy;
import dev.yunzhi.operator.cluster.Informers;
import dev.yunzhi.operator.policy.Policies;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.processing.event.Event;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.AbstractEventSource;
import java.util.Set;
import java.util.function.Consumer;

/** Has every object of a kind looked at again when something about the policies changes. */
public final class PolicyChanges<P extends HasMetadata> extends AbstractEventSource<Policy, P> {

  private final Class<P> kind;
  private final Informers informers;

  private PolicyChanges(
      String name, Class<P> kind, Consumer<Runnable> changes, Informers informers) {
    super(Policy.class, name);
    this.kind = kind;
    this.informers = informers;
    changes.accept(this::wake);
  }

  /** When others are in force: by Policy objects, or by another bundle. */
  public static <P extends HasMetadata> PolicyChanges<P> inForce(
      Class<P> kind, Policies policies, Informers informers) {
    return new PolicyChanges<>("PoliciesInForce", kind, policies::onChange, informers);
  }

  /** When one of them could not be evaluated. */
  public static <P extends HasMetadata> PolicyChanges<P> faults(
      Class<P> kind, Policies policies, Informers informers) {
    return new PolicyChanges<>("PolicyFaults", kind, policies.faults()::onChange, informers);
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
