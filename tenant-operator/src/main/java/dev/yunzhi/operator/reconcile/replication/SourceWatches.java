package dev.yunzhi.operator.reconcile.replication;

import dev.yunzhi.api.v1alpha1.ReplicatedKind;
import dev.yunzhi.api.v1alpha1.Replication;
import dev.yunzhi.api.v1alpha1.ReplicationSource;
import dev.yunzhi.operator.cluster.InformedEvents;
import dev.yunzhi.operator.cluster.Informers;
import dev.yunzhi.operator.cluster.ReducedStore;
import dev.yunzhi.operator.model.ReplicaContent;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.javaoperatorsdk.operator.processing.event.Event;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.AbstractEventSource;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Wakes a Replication when one of its sources changes. One watch for each kind of source in a home
 * namespace, as the replicator of that home; nothing of what is watched is kept but its version.
 * Thread-safe.
 */
final class SourceWatches extends AbstractEventSource<HasMetadata, Replication> {

  private record Place(String home, ReplicatedKind kind) {}

  private final Replicators replicators;
  private final Informers informers;
  private final Map<Place, SharedIndexInformer<?>> watches = new ConcurrentHashMap<>();

  SourceWatches(Replicators replicators, Informers informers) {
    super(HasMetadata.class, "ReplicationSources");
    this.replicators = replicators;
    this.informers = informers;
  }

  /** Sees to it that the kinds of its sources are watched. */
  void cover(Replication replication) {
    String home = replication.getMetadata().getNamespace();
    for (ReplicationSource source : replication.getSpec().sources()) {
      watches.computeIfAbsent(new Place(home, source.kind()), this::watch);
    }
  }

  /** Ends the watches of a home that no Replication but this one, which goes, has need of. */
  void release(Replication gone) {
    String home = gone.getMetadata().getNamespace();
    Set<ReplicatedKind> needed = EnumSet.noneOf(ReplicatedKind.class);
    informers.of(Replication.class).inNamespace(home).stream()
        .filter(r -> !r.getMetadata().getName().equals(gone.getMetadata().getName()))
        .forEach(r -> r.getSpec().sources().forEach(source -> needed.add(source.kind())));
    for (ReplicatedKind kind : EnumSet.complementOf(EnumSet.copyOf(needed))) {
      SharedIndexInformer<?> watch = watches.remove(new Place(home, kind));
      if (watch != null) {
        watch.stop();
      }
    }
  }

  private SharedIndexInformer<?> watch(Place place) {
    return watch(place, ReplicaContent.type(place.kind()));
  }

  private <T extends HasMetadata> SharedIndexInformer<T> watch(Place place, Class<T> type) {
    var watch =
        replicators.of(place.home()).resources(type).inNamespace(place.home()).runnableInformer(0);
    watch.itemStore(new ReducedStore<>(object -> version(type, object)));
    // Rights that are still on their way, or a server that does not answer: tried again.
    watch.exceptionHandler((started, failure) -> true);
    watch.addEventHandler(new Waking<>(this, place));
    watch.start();
    return watch;
  }

  /** Name and version of an object, and nothing of its content. */
  private static <T extends HasMetadata> T version(Class<T> type, T object) {
    try {
      T bare = type.getDeclaredConstructor().newInstance();
      bare.setMetadata(
          new ObjectMetaBuilder()
              .withNamespace(object.getMetadata().getNamespace())
              .withName(object.getMetadata().getName())
              .withUid(object.getMetadata().getUid())
              .withResourceVersion(object.getMetadata().getResourceVersion())
              .build());
      return bare;
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(type + " has no constructor without arguments", e);
    }
  }

  private void changed(Place place, String name) {
    var source = new ReplicationSource(place.kind(), name);
    if (isRunning()) {
      informers.of(Replication.class).inNamespace(place.home()).stream()
          .filter(r -> r.getSpec().sources().contains(source))
          .forEach(r -> getEventHandler().handleEvent(new Event(ResourceID.fromResource(r))));
    }
  }

  @Override
  public void stop() {
    super.stop();
    watches.values().forEach(SharedIndexInformer::stop);
    watches.clear();
  }

  /** The reconciler reads sources anew each time: they are not kept here. */
  @Override
  public Set<HasMetadata> getSecondaryResources(Replication primary) {
    return Set.of();
  }

  private record Waking<T extends HasMetadata>(SourceWatches watches, Place place)
      implements ResourceEventHandler<T> {
    @Override
    public void onAdd(T object) {
      watches.changed(place, object.getMetadata().getName());
    }

    @Override
    public void onUpdate(T before, T after) {
      if (InformedEvents.changed(before, after)) {
        watches.changed(place, after.getMetadata().getName());
      }
    }

    @Override
    public void onDelete(T object, boolean unknown) {
      watches.changed(place, object.getMetadata().getName());
    }
  }
}
