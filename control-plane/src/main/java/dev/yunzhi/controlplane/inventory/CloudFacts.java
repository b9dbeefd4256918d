package dev.yunzhi.controlplane.inventory;

import dev.yunzhi.api.v1alpha1.Cloud;
import dev.yunzhi.api.v1alpha1.CloudCapacity;
import dev.yunzhi.audit.report.AssetColumn;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.HashMap;
import java.util.Map;

/** What is a fact of a Cloud. How many tenants lie there is not: they stand in the record. Pure. */
final class CloudFacts {
  private CloudFacts() {}

  static void describe(Cloud cloud, Facts facts) {
    var spec = cloud.getSpec();
    var status = cloud.getStatus();
    CloudCapacity capacity = status == null ? null : status.capacity();
    Specification.of(facts)
        .add("title", spec.displayName())
        .add("provider", spec.provider())
        .add("category", spec.category() == null ? null : Governed.word(spec.category()))
        .add("pue", spec.pue())
        .add("version", status == null ? null : status.version())
        .add("nodes", capacity == null ? null : capacity.nodes())
        .add("cpu", capacity == null ? null : capacity.cpu())
        .add("memory", capacity == null ? null : capacity.memory())
        .put();
    facts.put(Governed.TITLE, spec.displayName());
    facts.put("provider", spec.provider());
    facts.put("cloudCategory", spec.category() == null ? null : Governed.word(spec.category()));
    facts.put("region", spec.region());
    facts.put("pue", spec.pue());
    facts.put("clusterId", status == null ? null : status.clusterId());
    facts.put("capacity", amounts(capacity));
    facts.put(AssetColumn.PLACE, spec.region());
    facts.put(AssetColumn.PROTECTION_LEVEL, String.valueOf(spec.protectionLevel()));
    facts.put(AssetColumn.STATE, state(cloud));
  }

  private static Map<String, Object> amounts(CloudCapacity capacity) {
    Map<String, Object> amounts = new HashMap<>();
    if (capacity != null) {
      amounts.put("nodes", capacity.nodes());
      amounts.put("cpu", capacity.cpu() == null ? null : capacity.cpu().toString());
      amounts.put("memory", capacity.memory() == null ? null : capacity.memory().toString());
      amounts.values().removeIf(amount -> amount == null);
    }
    return Map.copyOf(amounts);
  }

  /** As the operator found it: {@code Ready}, {@code Cordoned}, or why it cannot be used. */
  private static String state(Cloud cloud) {
    if (cloud.getStatus() == null || cloud.getStatus().conditions() == null) {
      return null;
    }
    return cloud.getStatus().conditions().stream()
        .filter(condition -> "Ready".equals(condition.getType()))
        .findFirst()
        .map(ready -> state(cloud, ready))
        .orElse(null);
  }

  private static String state(Cloud cloud, Condition ready) {
    if (!"True".equals(ready.getStatus())) {
      return ready.getReason();
    }
    return cloud.getSpec().cordoned() ? "Cordoned" : "Ready";
  }
}
