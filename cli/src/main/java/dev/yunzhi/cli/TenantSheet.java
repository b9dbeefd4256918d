package dev.yunzhi.cli;

import dev.yunzhi.api.v1alpha1.ExceptionState;
import dev.yunzhi.api.v1alpha1.PolicyException;
import dev.yunzhi.api.v1alpha1.Subject;
import dev.yunzhi.api.v1alpha1.Tenant;
import dev.yunzhi.api.v1alpha1.TenantNamespaceStatus;
import dev.yunzhi.api.v1alpha1.TenantSpec;
import dev.yunzhi.api.v1alpha1.WireName;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A tenant on one page. */
final class TenantSheet {

  /**
   * @param quotas those of its namespaces that may be read
   * @param exceptions likewise
   */
  static List<String> lines(
      Tenant tenant, List<ResourceQuota> quotas, List<PolicyException> exceptions, Instant now) {
    var lines = new ArrayList<String>();
    facts(tenant).forEach((name, value) -> lines.add("%-14s%s".formatted(name + ":", value)));
    lines.add("");
    lines.addAll(shares(tenant, quotas).lines());
    if (!exceptions.isEmpty()) {
      lines.add("");
      lines.addAll(exceptions(exceptions, now).lines());
    }
    lines.add("");
    lines.addAll(conditions(tenant).lines());
    return lines;
  }

  private static Map<String, String> facts(Tenant tenant) {
    TenantSpec spec = tenant.getSpec();
    var facts = new LinkedHashMap<String, String>();
    facts.put("Tenant", tenant.getMetadata().getName());
    put(facts, "Title", spec.displayName());
    put(facts, "Department", spec.department());
    put(facts, "Project", spec.project());
    if (spec.request() != null) {
      put(facts, "Request", spec.request().namespace() + "/" + spec.request().name());
    }
    put(facts, "Environment", WireName.of(spec.environment()));
    put(facts, "Protection", "level " + spec.protectionLevel());
    put(facts, "Data class", WireName.of(spec.dataClass()));
    put(facts, "System", spec.system());
    put(facts, "Purpose", spec.purpose());
    put(facts, "Owner", spec.owner() == null ? null : spec.owner().name());
    put(facts, "Custodian", spec.custodian());
    put(facts, "Term", term(spec));
    put(facts, "Owners", names(spec.owners()));
    put(facts, "Editors", names(spec.editors()));
    put(facts, "Viewers", names(spec.viewers()));
    return facts;
  }

  private static void put(Map<String, String> facts, String name, String value) {
    if (value != null) {
      facts.put(name, value);
    }
  }

  private static String term(TenantSpec spec) {
    return "%s to %s"
        .formatted(
            spec.startsAt() == null ? "now" : spec.startsAt(),
            spec.expiresAt() == null ? "no end" : spec.expiresAt());
  }

  private static String names(List<Subject> subjects) {
    return subjects == null || subjects.isEmpty()
        ? null
        : subjects.stream()
            .map(s -> WireName.of(s.kind()) + " " + s.name())
            .collect(Collectors.joining(", "));
  }

  private static Table shares(Tenant tenant, List<ResourceQuota> quotas) {
    var table = new Table(List.of("NAMESPACE", "RESOURCE", "USED", "SHARE"));
    var status = tenant.getStatus();
    if (status == null || status.namespaces() == null) {
      return table;
    }
    for (TenantNamespaceStatus namespace : status.namespaces()) {
      Map<String, Quantity> used =
          quotas.stream()
              .filter(q -> q.getMetadata().getNamespace().equals(namespace.name()))
              .filter(q -> q.getStatus() != null && q.getStatus().getUsed() != null)
              .flatMap(q -> q.getStatus().getUsed().entrySet().stream())
              .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (a, b) -> a));
      Map<String, Quantity> share = namespace.quota() == null ? Map.of() : namespace.quota();
      new TreeMap<>(share)
          .forEach(
              (resource, amount) ->
                  table.row(
                      List.of(
                          namespace.name(),
                          resource,
                          used.containsKey(resource)
                              ? Amount.of(resource, Amount.number(used.get(resource)))
                              : "-",
                          Amount.of(resource, Amount.number(amount)))));
    }
    return table;
  }

  private static Table exceptions(List<PolicyException> exceptions, Instant now) {
    var table =
        new Table(List.of("NAMESPACE", "EXCEPTION", "POLICIES", "STATE", "APPROVED BY", "ENDS"));
    for (PolicyException exception : exceptions) {
      var spec = exception.getSpec();
      var status = exception.getStatus();
      table.row(
          List.of(
              exception.getMetadata().getNamespace(),
              exception.getMetadata().getName(),
              String.join(",", spec.policies()),
              state(exception, now),
              status == null || status.approvedBy() == null ? "-" : status.approvedBy(),
              spec.expiresAt()));
    }
    return table;
  }

  /** Over at its very end, though the status may say so only a moment later. */
  private static String state(PolicyException exception, Instant now) {
    Instant end = OffsetDateTime.parse(exception.getSpec().expiresAt()).toInstant();
    var status = exception.getStatus();
    ExceptionState said =
        status == null || status.state() == null ? ExceptionState.PENDING : status.state();
    return WireName.of(now.isBefore(end) ? said : ExceptionState.ENDED);
  }

  private static Table conditions(Tenant tenant) {
    var table = new Table(List.of("CONDITION", "STATUS", "REASON", "MESSAGE"));
    var status = tenant.getStatus();
    if (status != null && status.conditions() != null) {
      for (Condition c : status.conditions()) {
        table.row(List.of(c.getType(), c.getStatus(), c.getReason(), c.getMessage()));
      }
    }
    return table;
  }

  private TenantSheet() {}
}
