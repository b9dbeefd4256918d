package dev.yunzhi.operator.cluster;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.javaoperatorsdk.operator.processing.event.Event;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.AbstractEventSource;
import java.util.Collection;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Function;

/**
 * Wakes a reconciler when an object of another kind changes; the watch itself is shared.
 *
 * @param <R> the other kind
 * @param <P> the kind that the reconciler is for
 */
public final class InformedEvents<R extends HasMetadata, P extends HasMetadata>
    extends AbstractEventSource<R, P> implements ResourceEventHandler<R> {

  private final Function<R, Collection<ResourceID>> primaries;
  private final BiPredicate<R, R> relevant;

  /**
   * Wakes for every change.
   *
   * @param primaries which objects of the reconciler's kind an object of the other kind concerns
   */
  public InformedEvents(
      Class<R> kind, Informers informers, Function<R, Collection<ResourceID>> primaries) {
    this(kind, informers, primaries, (before, after) -> true);
  }

  /**
   * @param relevant whether the change from the first to the second matters
   */
  public InformedEvents(
      Class<R> kind,
      Informers informers,
      Function<R, Collection<ResourceID>> primaries,
      BiPredicate<R, R> relevant) {
    super(kind, kind.getSimpleName());
    this.primaries = primaries;
    this.relevant = relevant;
    informers.of(kind).subscribe(this);
  }

  /** Whether an update is one: a watch that lists anew tells of what it knew before. */
  public static boolean changed(HasMetadata before, HasMetadata after) {
    return !before
        .getMetadata()
        .getResourceVersion()
        .equals(after.getMetadata().getResourceVersion());
  }

  /** For a constructor's {@code relevant}: the spec changed, not status or metadata alone. */
  public static boolean specChanged(HasMetadata before, HasMetadata after) {
    return !Objects.equals(
        before.getMetadata().getGeneration(), after.getMetadata().getGeneration());
  }

  @Override
  public void onAdd(R object) {
    wake(object);
  }

  @Override
  public void onUpdate(R before, R after) {
    if (changed(before, after) && relevant.test(before, after)) {
      wake(before);
      wake(after);
    }
  }

  @Override
  public void onDelete(R object, boolean unknown) {
    wake(object);
  }

  private void wake(R object) {
    if (isRunning()) {
      primaries.apply(object).forEach(id -> getEventHandler().handleEvent(new Event(id)));
    }
  }

  /** Reconcilers read from {@link Informers}, not from their event sources. */
  @Override
  public Set<R> getSecondaryResources(P primary) {
    return Set.of();
  }
}
