package dev.yunzhi.operator.bundle;

import java.time.Instant;

/**
 * What this replica enforces and how its last try for another bundle ended, as OPA reports it.
 *
 * @param revision of the bundle in force
 * @param activated when it was put in force; null when this replica started with it
 * @param downloaded when one was last downloaded and verified; null if never
 * @param answered when the control-plane last gave a useful answer; null if never
 * @param requested when it was last asked; null if never
 * @param size of the file in force, bytes; 0 when it was not downloaded
 * @param error why the last try changed nothing; null when it did or there was nothing new
 */
record Enforced(
    String revision,
    Instant activated,
    Instant downloaded,
    Instant answered,
    Instant requested,
    int size,
    String error) {

  static Enforced from(String revision) {
    return new Enforced(revision, null, null, null, null, 0, null);
  }

  Enforced asked(Instant now) {
    return new Enforced(revision, activated, downloaded, answered, now, size, error);
  }

  Enforced unchanged(Instant now) {
    return new Enforced(revision, activated, downloaded, now, requested, size, null);
  }

  Enforced activated(String other, int bytes, Instant now) {
    return new Enforced(other, now, now, now, requested, bytes, null);
  }

  Enforced failed(String why) {
    return new Enforced(revision, activated, downloaded, answered, requested, size, why);
  }
}
