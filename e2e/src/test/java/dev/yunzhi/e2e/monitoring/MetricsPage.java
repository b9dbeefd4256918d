package dev.yunzhi.e2e.monitoring;

import dev.yunzhi.e2e.cluster.Programs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** What docs/monitoring.md says that a program tells: a row for each metric, in a section each. */
enum MetricsPage {
  OPERATOR("Metrics"),
  CONTROL_PLANE("Metrics of control-plane");

  private static final Pattern ROW = Pattern.compile("(?m)^\\| `(yunzhi_[a-z_]+)` \\|([^|]*)\\|");
  private static final Pattern LABEL = Pattern.compile("[a-z_]+(?=`)");

  private final String section;

  MetricsPage(String section) {
    this.section = section;
  }

  /** The metrics with the names of their labels. */
  Map<String, Set<String>> metrics() {
    String page;
    try {
      page = Files.readString(Programs.root().resolve("docs/monitoring.md"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    int start = page.indexOf("\n## " + section + "\n");
    if (start < 0) {
      throw new AssertionError("docs/monitoring.md has no section " + section);
    }
    String rows = page.substring(start, page.indexOf("\n## ", start + 1));
    var metrics = new TreeMap<String, Set<String>>();
    for (MatchResult row : ROW.matcher(rows).results().toList()) {
      metrics.put(
          row.group(1),
          new TreeSet<>(LABEL.matcher(row.group(2)).results().map(MatchResult::group).toList()));
    }
    return metrics;
  }
}
