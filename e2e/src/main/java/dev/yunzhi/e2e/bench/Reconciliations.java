package dev.yunzhi.e2e.bench;

import dev.yunzhi.e2e.estate.OperatorAlone;
import java.io.IOException;

/**
 * What the operator has done since it started, by its own metrics.
 *
 * @param done reconciliations of the kind
 * @param waiting objects of all kinds that wait for their reconciler
 */
public record Reconciliations(long done, long waiting) {

  /** Of the controller of that name; waiting objects are counted for all. */
  public static Reconciliations of(String controller, OperatorAlone estate) throws IOException {
    long done = 0;
    long waiting = 0;
    for (String line : estate.operator().read("/metrics").lines().toList()) {
      if (line.startsWith("yunzhi_reconcile_seconds_count{controller=\"" + controller + "\"")) {
        done += value(line);
      } else if (line.startsWith("yunzhi_reconcile_queue{")) {
        waiting += value(line);
      }
    }
    return new Reconciliations(done, waiting);
  }

  private static long value(String line) {
    return (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1));
  }
}
