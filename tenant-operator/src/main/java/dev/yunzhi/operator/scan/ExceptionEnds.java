package dev.yunzhi.operator.scan;

import dev.yunzhi.api.v1alpha1.PolicyException;
import dev.yunzhi.operator.cluster.Informers;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Set;
import java.util.TreeSet;

/** When exceptions end, which is a change that no watch tells of. Not thread-safe. */
final class ExceptionEnds {

  private final Informers informers;
  private Instant seen;

  /**
   * @param seen up to when they have been seen to
   */
  ExceptionEnds(Informers informers, Instant seen) {
    this.informers = informers;
    this.seen = seen;
  }

  /** The next end after what has been seen to; null when there is none. */
  Instant next() {
    return informers.of(PolicyException.class).list().stream()
        .map(ExceptionEnds::end)
        .filter(end -> end.isAfter(seen))
        .min(Instant::compareTo)
        .orElse(null);
  }

  /** Namespaces of exceptions that have ended since this was last asked. */
  Set<String> until(Instant now) {
    Set<String> namespaces = new TreeSet<>();
    for (PolicyException exception : informers.of(PolicyException.class).list()) {
      Instant end = end(exception);
      if (end.isAfter(seen) && !end.isAfter(now)) {
        namespaces.add(exception.getMetadata().getNamespace());
      }
    }
    seen = now;
    return namespaces;
  }

  private static Instant end(PolicyException exception) {
    return OffsetDateTime.parse(exception.getSpec().expiresAt()).toInstant();
  }
}
