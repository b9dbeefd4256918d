package dev.yunzhi.controlplane.inventory;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.yunzhi.audit.asset.AssetFilter;
import dev.yunzhi.audit.report.AssetColumn;
import dev.yunzhi.controlplane.inventory.Seen.Owner;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/**
 * What of the reports of policies goes into the record: each finding by itself, so that it is told
 * since when and until when it stood, and a report that says one thing more is one version more.
 * Pure.
 */
final class FoundByPolicies {
  private static final String TENANT = AssetKinds.TENANT.name();

  private FoundByPolicies() {}

  /** A report of whichever scope. */
  interface Report {
    /** Null is none. */
    List<Result> getResults();
  }

  /**
   * One result.
   *
   * @param rule the field at fault; null when it is the whole object
   * @param category clauses of standards; null when there are none
   * @param result fail, warn, skip or error
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Result(
      String policy,
      String rule,
      String category,
      String severity,
      String result,
      String message,
      Map<String, String> properties,
      List<Resource> resources) {}

  /** The object that a result is about. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Resource(String kind, String namespace, String name, String uid) {}

  /** The findings of a report. */
  static <T extends HasMetadata & Report> List<Seen> of(T report, Instant at) {
    List<Seen> found = new ArrayList<>();
    for (Result result : Objects.requireNonNullElse(report.getResults(), List.<Result>of())) {
      for (Resource resource :
          Objects.requireNonNullElse(result.resources(), List.<Resource>of())) {
        found.add(seen(result, resource, at));
      }
    }
    return found;
  }

  private static Seen seen(Result result, Resource resource, Instant at) {
    Map<String, String> properties =
        Objects.requireNonNullElse(result.properties(), Map.<String, String>of());
    Facts facts = new Facts();
    facts.put("policy", result.policy());
    facts.put(AssetColumn.STATE, result.result());
    facts.put("severity", result.severity());
    facts.put("field", result.rule());
    facts.put("clauses", result.category());
    facts.put("message", result.message());
    facts.put("messageZh", properties.get("messageZh"));
    facts.put("effect", properties.get("effect"));
    facts.put("exception", properties.get("exception"));
    facts.put("objectKind", resource.kind());
    facts.put("objectName", resource.name());
    facts.put("objectUid", resource.uid());
    facts.put("namespace", resource.namespace());
    return new Seen(
        new Seen.Key(AssetFilter.FINDING, id(result, resource)),
        Objects.requireNonNullElse(resource.namespace(), ""),
        result.policy(),
        facts.members(),
        TENANT.equals(resource.kind()) ? new Owner(null, resource.name(), null) : Owner.UNSAID,
        at);
  }

  /** The same for as long as the same policy finds the same field of the same object at fault. */
  private static String id(Result result, Resource resource) {
    String words =
        String.join(
            "\n",
            result.policy(),
            Objects.requireNonNullElse(result.rule(), ""),
            Objects.requireNonNullElse(resource.kind(), ""),
            Objects.requireNonNullElse(resource.namespace(), ""),
            Objects.requireNonNullElse(resource.name(), ""),
            Objects.requireNonNullElse(resource.uid(), ""));
    return UUID.nameUUIDFromBytes(words.getBytes(StandardCharsets.UTF_8)).toString();
  }
}
