package dev.yunzhi.e2e.bench;

import java.util.Locale;

/**
 * What a benchmark found.
 *
 * @param ours figure of Yunzhi
 * @param baseline figure of the baseline, in the same unit
 * @param unit of both, e.g. {@code ms}
 */
record Figures(double ours, double baseline, String unit) {

  /** The line that a run ends with. */
  String line(String name) {
    return String.format(
        Locale.ROOT,
        "bench %s ours=%.1f %s baseline=%.1f %s ratio=%.2f",
        name,
        ours,
        unit,
        baseline,
        unit,
        ours / baseline);
  }
}
