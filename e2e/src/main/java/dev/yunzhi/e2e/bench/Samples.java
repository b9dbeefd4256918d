package dev.yunzhi.e2e.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** Durations of the same thing, in milliseconds. Not thread-safe. */
final class Samples {

  private final List<Double> sorted = new ArrayList<>();

  void addNanos(long nanos) {
    double millis = nanos / 1e6;
    int place = Collections.binarySearch(sorted, millis);
    sorted.add(place < 0 ? -place - 1 : place, millis);
  }

  /** The value that the share of samples does not exceed; {@code 0 < share <= 1}, nearest rank. */
  double quantile(double share) {
    return sorted.get((int) Math.ceil(share * sorted.size()) - 1);
  }

  double median() {
    return quantile(0.5);
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "n=%d min=%.0f p50=%.0f p99=%.0f max=%.0f ms",
        sorted.size(),
        quantile(1.0 / sorted.size()),
        median(),
        quantile(0.99),
        quantile(1));
  }
}
