package dev.yunzhi.audit.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.yunzhi.audit.asset.AssetFinding;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What policies found in an asset, as a fact of it. Pure. */
final class Compliance {
  /** The worst first. */
  private static final List<String> STATES = List.of("fail", "error", "warn", "skip");

  private static final Comparator<String> WORST_FIRST =
      Comparator.comparing(
              (String state) -> STATES.contains(state) ? STATES.indexOf(state) : STATES.size())
          .thenComparing(Comparator.naturalOrder());

  private Compliance() {}

  /**
   * Puts in the policies by how they judged: {@code fail SEC-016, SEC-019; warn GOV-008}. Where
   * nothing was found there is no such fact: that nobody looked reads the same.
   *
   * @param document of the asset
   */
  static void put(List<AssetFinding> findings, JsonNode document) {
    if (!findings.isEmpty() && document instanceof ObjectNode facts) {
      facts.put(AssetColumn.COMPLIANCE.key(), text(findings));
    }
  }

  private static String text(List<AssetFinding> findings) {
    Map<String, TreeSet<String>> policies = new TreeMap<>(WORST_FIRST);
    for (AssetFinding finding : findings) {
      policies.computeIfAbsent(finding.state(), state -> new TreeSet<>()).add(finding.policy());
    }
    return policies.entrySet().stream()
        .map(entry -> entry.getKey() + " " + String.join(", ", entry.getValue()))
        .collect(Collectors.joining("; "));
  }
}
