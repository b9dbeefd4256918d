package dev.yunzhi.operator.reconcile.replication;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What was seen in namespaces, so that what was seen a moment ago is not read again. Nobody but the
 * replicator can change a copy, and the operator may not watch Secrets: so copies are looked at
 * again each resync, not watched. Kept in memory alone, without anything of the copies; after a
 * restart all is looked at. Thread-safe.
 */
final class Looks {

  /**
   * One look at the copies of a Replication in a namespace.
   *
   * @param digest of the copies that were wanted
   */
  record Look(String digest, Instant at, Outcome outcome) {}

  private final Duration fresh;
  private final Clock clock;
  private final Map<String, Map<String, Look>> byReplication = new ConcurrentHashMap<>();

  /**
   * @param fresh how long a look counts
   */
  Looks(Duration fresh, Clock clock) {
    this.fresh = fresh;
    this.clock = clock;
  }

  /** Whether the same copies were ever looked for there. */
  boolean known(String replication, String namespace, String digest) {
    Look look = of(replication).get(namespace);
    return look != null && look.digest().equals(digest);
  }

  /** What came of the same copies, if that is still to be believed; null when one has to look. */
  Outcome recent(String replication, String namespace, String digest) {
    Look look = of(replication).get(namespace);
    return look != null
            && look.digest().equals(digest)
            && clock.instant().isBefore(look.at().plus(fresh))
        ? look.outcome()
        : null;
  }

  /** What may pass by itself does not count: it is looked at again at the next occasion. */
  void remember(String replication, String namespace, String digest, Outcome outcome) {
    if (outcome.passing()) {
      of(replication).remove(namespace);
    } else {
      of(replication).put(namespace, new Look(digest, clock.instant(), outcome));
    }
  }

  void forget(String replication, String namespace) {
    of(replication).remove(namespace);
  }

  void forget(String replication) {
    byReplication.remove(replication);
  }

  private Map<String, Look> of(String replication) {
    return byReplication.computeIfAbsent(replication, r -> new ConcurrentHashMap<>());
  }
}
