package dev.yunzhi.controlplane.inventory;

import dev.yunzhi.audit.asset.AssetHistory;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is known of one cluster, and its way into the record. Outlives every connection to the
 * cluster: what stood when it was lost stands until it is seen to be gone. Thread-safe.
 */
final class ClusterInventory {
  private static final Logger LOG = LoggerFactory.getLogger(ClusterInventory.class);

  private final String cluster;
  private final List<AssetKind<?>> kinds;
  private final Estate estate;
  private final AssetHistory history;
  private final Listener listener;
  private final Clock clock;
  private final HistoryWriter writer;

  /** By the uid of an object that is kept in parts: those it had when it was last seen. */
  private final Map<String, Set<Seen.Key>> parts = new HashMap<>();

  private volatile boolean listed;

  /**
   * @param cluster name of the cluster in the record
   * @param kinds all that are kept of it
   * @param estate nobody else writes to it
   */
  ClusterInventory(
      String cluster,
      List<AssetKind<?>> kinds,
      Estate estate,
      AssetHistory history,
      Listener listener,
      Clock clock) {
    this.cluster = cluster;
    this.kinds = kinds;
    this.estate = estate;
    this.history = history;
    this.listener = listener;
    this.clock = clock;
    this.writer = new HistoryWriter(estate, history, cluster);
  }

  /** Whom to tell, on the thread that looked. */
  interface Listener {
    /** Wants to know nothing. */
    Listener NONE =
        new Listener() {
          @Override
          public void seen(HasMetadata object) {}

          @Override
          public void gone(HasMetadata object, Instant at) {}

          @Override
          public void touched(Set<Seen> touched, Instant at) {}
        };

    void seen(HasMetadata object);

    void gone(HasMetadata object, Instant at);

    /**
     * The record has to be told about something.
     *
     * @param touched what
     */
    void touched(Set<Seen> touched, Instant at);
  }

  String cluster() {
    return cluster;
  }

  List<AssetKind<?>> kinds() {
    return kinds;
  }

  /** Of its kinds, in the record. */
  private Set<String> names() {
    Set<String> names = new LinkedHashSet<>();
    kinds.forEach(kind -> names.add(kind.name()));
    return names;
  }

  Estate estate() {
    return estate;
  }

  /** Whether it has been listed as a whole since it was known to be what it is. */
  boolean isListed() {
    return listed;
  }

  int waiting() {
    return writer.waiting();
  }

  <T extends HasMetadata> void seen(AssetKind<T> kind, T object) {
    listener.seen(object);
    if (kind.counts().test(object)) {
      Instant at = clock.instant();
      List<Seen> looked = kind.seen(object, at);
      Set<Seen> touched = new HashSet<>();
      looked.forEach(seen -> touched.addAll(estate.put(seen)));
      if (kind.parts() != null) {
        touched.addAll(parts(object, looked, at));
      }
      tell(touched, at);
    }
  }

  /** What is no part of the object any more, nor of another. */
  private synchronized Set<Seen> parts(HasMetadata object, List<Seen> looked, Instant at) {
    Set<Seen.Key> now = new HashSet<>();
    looked.forEach(seen -> now.add(seen.key()));
    String uid = object.getMetadata().getUid();
    Set<Seen.Key> before = now.isEmpty() ? parts.remove(uid) : parts.put(uid, now);
    Set<Seen> touched = new HashSet<>();
    if (before != null) {
      before.stream()
          .filter(key -> parts.values().stream().noneMatch(others -> others.contains(key)))
          .forEach(key -> touched.addAll(estate.remove(key, at)));
    }
    return touched;
  }

  <T extends HasMetadata> void gone(AssetKind<T> kind, T object) {
    Instant at = clock.instant();
    listener.gone(object, at);
    tell(
        kind.parts() == null
            ? estate.remove(new Seen.Key(kind.name(), object.getMetadata().getUid()), at)
            : parts(object, List.of(), at),
        at);
  }

  /** Takes in a full list of a kind that was asked for at an instant. */
  void listed(String kind, Collection<Seen> list, Instant asked) {
    tell(estate.replace(kind, list, asked), asked);
  }

  private void tell(Set<Seen> touched, Instant at) {
    writer.changed(touched, at);
    listener.touched(touched, at);
  }

  /** Notes what has to be told because owners changed, who stand in the estate of home. */
  void ownersTouched(Set<Seen> atHome, Instant at) {
    writer.changed(estate.ownedBy(atHome), at);
  }

  /**
   * Compares the record with what stands, all kinds having been listed.
   *
   * @param asked an instant before the first list was asked for
   * @return false when a kind could not be written; it is as it was then
   */
  boolean compare(Instant asked) {
    listed = true;
    boolean whole = true;
    for (String kind : names()) {
      try {
        history.resync(cluster, kind, writer.live(kind), asked);
      } catch (RuntimeException e) {
        LOG.warn("comparing the record of {} in {} failed: {}", kind, cluster, e.getMessage());
        whole = false;
      }
    }
    return whole;
  }

  /** Writes what waits. Until all has been listed, nothing: whose it is would not be known. */
  void flush() {
    if (!listed) {
      return;
    }
    try {
      writer.flush();
    } catch (RuntimeException e) {
      LOG.warn(
          "{} changes of assets in {} wait for the database: {}",
          writer.waiting(),
          cluster,
          e.getMessage());
    }
  }

  /** Forgets everything that was not written: it may have been another cluster's. */
  synchronized void forget() {
    listed = false;
    parts.clear();
    estate.clear();
    writer.clear();
  }

  /** Shows how much stands and waits; the answer is what to take out of the registry again. */
  List<Meter> register(MeterRegistry meters) {
    List<Meter> registered = new ArrayList<>();
    for (String kind : names()) {
      registered.add(
          Gauge.builder("yunzhi.assets", () -> estate.standing(kind).size())
              .description("Assets that stand, or stood when their cluster was last seen")
              .tag("cluster", cluster)
              .tag("kind", kind)
              .register(meters));
    }
    registered.add(
        Gauge.builder("yunzhi.inventory.waiting", writer::waiting)
            .description("Changes of assets that are not in the record yet")
            .tag("cluster", cluster)
            .register(meters));
    return registered;
  }
}
