package dev.yunzhi.audit.ledger;

import java.time.Instant;

/**
 * Why the body of an event cannot be had here.
 *
 * @param removed whether it is gone for good; else it lies in a file that this program cannot read
 * @param since when it was removed, or moved to the file
 * @param event index of the event that tells of it
 * @param rule by which it was removed; null when it was moved
 * @param file name of the file that it was moved to; null when it was removed
 */
public record Absence(boolean removed, Instant since, long event, String rule, String file) {
  /** In words. */
  @Override
  public String toString() {
    return removed
        ? "removed at %s by %s; event %d tells of it".formatted(since, rule, event)
        : "moved at %s to the file %s, which cannot be read here; event %d tells of it"
            .formatted(since, file, event);
  }
}
