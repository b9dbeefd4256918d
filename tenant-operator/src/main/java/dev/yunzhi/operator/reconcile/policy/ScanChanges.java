package dev.yunzhi.operator.reconcile.policy;

import dev.yunzhi.api.v1alpha1.Policy;
import dev.yunzhi.operator.cluster.Informers;
import dev.yunzhi.operator.scan.Previews;
import dev.yunzhi.operator.scan.ScanTotals;
import io.javaoperatorsdk.operator.processing.event.Event;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.AbstractEventSource;
import java.util.Set;
import java.util.function.Predicate;

/** Has Policies looked at again when the scan counts, or a preview shows, otherwise than before. */
final class ScanChanges extends AbstractEventSource<ScanTotals, Policy> {

  private final Informers informers;

  ScanChanges(ScanTotals totals, Previews previews, Informers informers) {
    super(ScanTotals.class, "ScanTotals");
    this.informers = informers;
    totals.onChange(this::wake);
    previews.onChange(this::wake);
  }

  private void wake(Predicate<String> changed) {
    if (isRunning()) {
      informers.of(Policy.class).list().stream()
          .filter(policy -> changed.test(policy.getSpec().policy()))
          .map(ResourceID::fromResource)
          .forEach(id -> getEventHandler().handleEvent(new Event(id)));
    }
  }

  private void wake(String policy) {
    if (isRunning()) {
      getEventHandler().handleEvent(new Event(new ResourceID(policy)));
    }
  }

  /** The reconciler asks {@link ScanTotals} and {@link Previews} itself. */
  @Override
  public Set<ScanTotals> getSecondaryResources(Policy policy) {
    return Set.of();
  }
}
