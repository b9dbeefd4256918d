package dev.yunzhi.e2e.bench;

import dev.yunzhi.e2e.estate.OperatorAlone;
import java.io.IOException;

/**
 * What the operator tells of its scans.
 *
 * @param runs full runs since it started
 * @param seconds that they took together
 * @param objects of the last
 * @param violations that stand
 * @param complete whether everything could be judged
 */
record ScanMetrics(long runs, double seconds, long objects, long violations, boolean complete) {

  static ScanMetrics of(OperatorAlone estate) throws IOException {
    long runs = 0;
    double seconds = 0;
    long objects = 0;
    long violations = 0;
    boolean complete = true;
    for (String line : estate.operator().read("/metrics").lines().toList()) {
      String name = line.split("[ {]", 2)[0];
      switch (name) {
        case "yunzhi_scan_seconds_count" -> runs = (long) value(line);
        case "yunzhi_scan_seconds_sum" -> seconds = value(line);
        case "yunzhi_scan_objects" -> objects = (long) value(line);
        case "yunzhi_scan_violations" -> violations += (long) value(line);
        case "yunzhi_scan_incomplete" -> complete = value(line) == 0;
        default -> {}
      }
    }
    return new ScanMetrics(runs, seconds, objects, violations, complete);
  }

  private static double value(String line) {
    return Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1));
  }
}
