package dev.yunzhi.audit.stocktake;

import com.fasterxml.jackson.databind.JsonNode;
import dev.yunzhi.audit.asset.GroupedAsset;
import dev.yunzhi.audit.store.RowConsumer;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The amounts of a tenant: what was approved for it, its quota, what its namespaces are held to,
 * and what its workloads declare. Not thread-safe.
 */
final class Grant {
  /** The quota by which the operator holds a namespace to its share. */
  private static final String SHARE = "yunzhi";

  private final Map<String, BigDecimal> inForce = new TreeMap<>();
  private final Map<String, BigDecimal> declared = new TreeMap<>();
  private Map<String, BigDecimal> granted = Map.of();
  private Map<String, BigDecimal> limits = Map.of();

  /**
   * Compares what was approved with what was granted.
   *
   * @param facts of the tenant's document
   */
  void begin(GroupedAsset tenant, JsonNode facts, RowConsumer<Discrepancy> findings)
      throws IOException {
    granted = Amounts.of(facts.path("quota"));
    // What was granted where nothing else was approved.
    limits = facts.has("approvedQuota") ? Amounts.of(facts.path("approvedQuota")) : granted;
    // Before requests were recorded, what they had approved was.
    if (!facts.has("request") && !facts.has("approvedQuota")) {
      findings.accept(
          Discrepancy.ofFound(
              Finding.TENANT_WITHOUT_REQUEST,
              tenant,
              null,
              Amounts.text(granted.keySet(), granted)));
      return;
    }
    Set<String> differing = new TreeSet<>(limits.keySet());
    differing.addAll(granted.keySet());
    differing.removeIf(resource -> isSame(limits.get(resource), granted.get(resource)));
    if (!differing.isEmpty()) {
      findings.accept(
          Discrepancy.ofBoth(
              Finding.QUOTA_NOT_AS_APPROVED,
              tenant,
              Amounts.text(differing, limits),
              tenant,
              Amounts.text(differing, granted)));
    }
  }

  private static boolean isSame(BigDecimal one, BigDecimal other) {
    return one != null && other != null && one.compareTo(other) == 0;
  }

  /** Adds what a namespace is held to; quotas of others' making do not count. */
  void quota(GroupedAsset quota) throws IOException {
    if (quota.asset().name().equals(SHARE)) {
      Amounts.of(Document.of(quota).facts().path("hard"))
          .forEach((resource, amount) -> inForce.merge(resource, amount, BigDecimal::add));
    }
  }

  /** Adds what a workload declares. */
  void workload(GroupedAsset workload) throws IOException {
    JsonNode facts = Document.of(workload).facts();
    BigDecimal replicas = facts.path("replicas").decimalValue();
    declared.merge("pods", replicas, BigDecimal::add);
    Amounts.of(facts.path("extendedResources"))
        .forEach(
            (device, each) ->
                declared.merge("requests." + device, each.multiply(replicas), BigDecimal::add));
  }

  /** Tells of what is more than was granted or approved. */
  void exceeded(GroupedAsset tenant, RowConsumer<Discrepancy> findings) throws IOException {
    exceeding(Finding.QUOTA_OVER_GRANT, tenant, granted, inForce, findings);
    // Nobody approved pods where no limit was set; accelerators have to be.
    if (!limits.containsKey("pods")) {
      declared.remove("pods");
    }
    exceeding(Finding.DECLARED_OVER_APPROVED, tenant, limits, declared, findings);
  }

  private static void exceeding(
      Finding finding,
      GroupedAsset tenant,
      Map<String, BigDecimal> limits,
      Map<String, BigDecimal> found,
      RowConsumer<Discrepancy> findings)
      throws IOException {
    Set<String> over = new TreeSet<>(found.keySet());
    over.removeIf(
        resource ->
            found.get(resource).compareTo(limits.getOrDefault(resource, BigDecimal.ZERO)) <= 0);
    if (!over.isEmpty()) {
      findings.accept(
          Discrepancy.ofBooks(
              finding, tenant, Amounts.text(over, limits), Amounts.text(over, found)));
    }
  }
}
