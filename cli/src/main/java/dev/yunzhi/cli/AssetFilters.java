package dev.yunzhi.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** Which assets: the parameters that every question about them has. */
final class AssetFilters {

  private final Map<String, String> given = new LinkedHashMap<>();

  @Option(
      names = "--department",
      paramLabel = "NAME",
      description = "Of it or a department below it.")
  void department(String value) {
    given.put("department", value);
  }

  @Option(names = "--tenant", paramLabel = "NAME", description = "Of that tenant.")
  void tenant(String value) {
    given.put("tenant", value);
  }

  @Option(names = "--kind", paramLabel = "KIND", description = "Of that kind: Deployment.")
  void kind(String value) {
    given.put("kind", value);
  }

  /** A new map, to add to. */
  Map<String, String> given() {
    return new LinkedHashMap<>(given);
  }
}
