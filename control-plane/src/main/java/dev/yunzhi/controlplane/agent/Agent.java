package dev.yunzhi.controlplane.agent;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * An OPA that reports what it enforces: a replica of the operator, or a stock agent.
 *
 * @param user that it signs in as
 * @param id by which it tells itself from others of that user
 * @param labels that it gives itself
 * @param live whether it was heard of lately
 */
public record Agent(
    String user,
    String id,
    Map<String, Object> labels,
    Instant lastSeen,
    boolean live,
    List<Bundle> bundles) {

  /**
   * A bundle of it.
   *
   * @param revision in force; null when none is
   * @param since when that revision was first reported; null with it
   * @param error why it has no newer one; null when nothing went wrong
   * @param errorSince when that error was first reported; null with it
   */
  public record Bundle(
      String name, String revision, Instant since, String error, Instant errorSince) {}
}
