package dev.yunzhi.operator.scan;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which replicas live, by their leases. As in client-go's leader election, the clocks of others are
 * not gone by: a lease holds for its duration after this replica has seen it renewed. Only one that
 * is seen for the first time is judged by the time that it says. Not thread-safe.
 */
final class LiveReplicas {

  /**
   * @param version of the lease when it was last seen to have changed
   * @param until when it holds
   */
  private record Seen(String version, Instant until) {}

  private Map<String, Seen> seen = new HashMap<>();

  /**
   * Looks at all leases there are.
   *
   * @return what the holders of those that hold tell, by their identity
   */
  Map<String, ShareState> look(List<Lease> leases, Instant now) {
    var next = new HashMap<String, Seen>();
    var live = new TreeMap<String, ShareState>();
    for (Lease lease : leases) {
      String name = lease.getMetadata().getName();
      Seen its = seen(lease, seen.get(name), now);
      next.put(name, its);
      if (its.until().isAfter(now)) {
        live.put(
            lease.getSpec().getHolderIdentity(),
            ShareState.read(lease.getMetadata().getAnnotations()));
      }
    }
    seen = next;
    return live;
  }

  private static Seen seen(Lease lease, Seen before, Instant now) {
    String version = lease.getMetadata().getResourceVersion();
    var length = Duration.ofSeconds(lease.getSpec().getLeaseDurationSeconds());
    if (before == null) {
      return new Seen(version, lease.getSpec().getRenewTime().toInstant().plus(length));
    }
    return before.version().equals(version) ? before : new Seen(version, now.plus(length));
  }
}
