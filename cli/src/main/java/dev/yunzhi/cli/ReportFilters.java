package dev.yunzhi.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What a report is asked for: the parameters of {@code /api/v1/reports}, which checks them. */
final class ReportFilters {

  @Mixin private AssetFilters assets;

  private final Map<String, String> given = new LinkedHashMap<>();

  @Option(
      names = "--as-of",
      paramLabel = "INSTANT",
      description = "As it stood then, RFC 3339. Default: now.")
  void asOf(String value) {
    given.put("asOf", value);
  }

  @Option(
      names = "--from",
      paramLabel = "INSTANT",
      description = "Of a report of changes: from then on, RFC 3339.")
  void from(String value) {
    given.put("from", value);
  }

  @Option(
      names = "--to",
      paramLabel = "INSTANT",
      description = "Of a report of changes: until then, RFC 3339. Default: now.")
  void to(String value) {
    given.put("to", value);
  }

  @Option(
      names = "--month",
      paramLabel = "MONTH",
      description = "Of a report of a month: which, yyyy-MM.")
  void month(String value) {
    given.put("month", value);
  }

  /** A new map, to add to. */
  Map<String, String> given() {
    Map<String, String> all = assets.given();
    all.putAll(given);
    return all;
  }
}
