package dev.yunzhi.operator.reconcile.cloud;

import dev.yunzhi.api.v1alpha1.Cloud;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.processing.event.Event;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.AbstractEventSource;
import java.util.Collection;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Wakes whom it concerns that something about a cloud differs.
 *
 * @param <P> the kind that is woken
 */
public final class CloudChanges<P extends HasMetadata> extends AbstractEventSource<Cloud, P> {

  private final Function<String, Collection<ResourceID>> concerned;

  /**
   * @param name of this source, unique within a reconciler
   * @param subscribe has a listener told names: of clouds, or of what lies on them
   * @param concerned which objects a name concerns
   */
  public CloudChanges(
      String name,
      Consumer<Consumer<String>> subscribe,
      Function<String, Collection<ResourceID>> concerned) {
    super(Cloud.class, name);
    this.concerned = concerned;
    subscribe.accept(this::wake);
  }

  private void wake(String name) {
    if (isRunning()) {
      concerned.apply(name).forEach(id -> getEventHandler().handleEvent(new Event(id)));
    }
  }

  /** Reconcilers ask {@link dev.yunzhi.operator.cloud.Clouds}, not their event sources. */
  @Override
  public Set<Cloud> getSecondaryResources(P primary) {
    return Set.of();
  }
}
