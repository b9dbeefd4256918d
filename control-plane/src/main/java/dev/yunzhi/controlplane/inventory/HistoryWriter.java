package dev.yunzhi.controlplane.inventory;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.yunzhi.audit.asset.AssetFacts;
import dev.yunzhi.audit.asset.AssetHistory;
import dev.yunzhi.audit.asset.AssetId;
import dev.yunzhi.audit.asset.Observation;
import dev.yunzhi.controlplane.inventory.Estate.Standing;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the record what changed in the estate, in batches. What could not be written is written
 * later, as it stands then. Thread-safe; never more is waiting than the cluster has objects.
 */
final class HistoryWriter {
  private static final Logger LOG = LoggerFactory.getLogger(HistoryWriter.class);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int BATCH = 500;

  private final Estate estate;
  private final AssetHistory history;
  private final String cluster;
  private final Map<Seen.Key, Change> waiting = new LinkedHashMap<>();

  /**
   * A change that the record has not been told.
   *
   * @param asset as it was known when it changed: what is gone cannot be asked any more
   */
  private record Change(AssetId asset, Instant at) {}

  HistoryWriter(Estate estate, AssetHistory history, String cluster) {
    this.estate = estate;
    this.history = history;
    this.cluster = cluster;
  }

  AssetId asset(Seen seen) {
    return new AssetId(cluster, seen.key().kind(), seen.namespace(), seen.name(), seen.key().uid());
  }

  static AssetFacts facts(Standing standing) {
    return AssetFacts.of(
        standing.owner().department(),
        standing.owner().tenant(),
        standing.owner().project(),
        JSON.valueToTree(standing.facts()));
  }

  /** Everything of one kind that stands. */
  Map<AssetId, AssetFacts> live(String kind) {
    Map<AssetId, AssetFacts> live = new HashMap<>();
    estate.standing(kind).forEach(standing -> live.put(asset(standing.seen()), facts(standing)));
    return live;
  }

  synchronized int waiting() {
    return waiting.size();
  }

  /** Forgets what waits. */
  synchronized void clear() {
    waiting.clear();
  }

  /** Notes what is to be told. */
  synchronized void changed(Collection<Seen> objects, Instant at) {
    for (Seen seen : objects) {
      waiting.put(seen.key(), new Change(asset(seen), at));
    }
  }

  /**
   * Writes all that waits.
   *
   * @throws RuntimeException when the database failed; it waits on then
   */
  void flush() {
    for (Map<Seen.Key, Change> batch = take(); !batch.isEmpty(); batch = take()) {
      try {
        int versions = history.observe(observations(batch));
        LOG.debug("{} observations made {} versions", batch.size(), versions);
      } catch (RuntimeException e) {
        giveBack(batch);
        throw e;
      }
    }
  }

  private synchronized Map<Seen.Key, Change> take() {
    Map<Seen.Key, Change> batch = new LinkedHashMap<>();
    Iterator<Map.Entry<Seen.Key, Change>> all = waiting.entrySet().iterator();
    while (all.hasNext() && batch.size() < BATCH) {
      Map.Entry<Seen.Key, Change> next = all.next();
      batch.put(next.getKey(), next.getValue());
      all.remove();
    }
    return batch;
  }

  private synchronized void giveBack(Map<Seen.Key, Change> batch) {
    batch.forEach(waiting::putIfAbsent);
  }

  private List<Observation> observations(Map<Seen.Key, Change> batch) {
    List<Observation> observations = new ArrayList<>();
    batch.forEach(
        (key, change) -> {
          Standing standing = estate.standing(key);
          observations.add(
              standing == null
                  ? Observation.gone(change.asset(), change.at())
                  : Observation.seen(change.asset(), change.at(), facts(standing)));
        });
    return observations;
  }
}
