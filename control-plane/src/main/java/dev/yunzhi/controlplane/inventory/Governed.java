package dev.yunzhi.controlplane.inventory;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.yunzhi.api.v1alpha1.Department;
import dev.yunzhi.api.v1alpha1.NamespaceClaim;
import dev.yunzhi.api.v1alpha1.RequestReference;
import dev.yunzhi.api.v1alpha1.Tenant;
import dev.yunzhi.api.v1alpha1.TenantPhase;
import dev.yunzhi.api.v1alpha1.TenantRequest;
import dev.yunzhi.api.v1alpha1.TenantStatus;
import dev.yunzhi.audit.report.AssetColumn;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.Quantity;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What is a fact of Yunzhi's own objects. Pure. */
public final class Governed {
  /** Name for people, in Chinese. */
  static final String TITLE = "title";

  /** Of a department: the one right above. */
  static final String PARENT = "parent";

  /** Of a tenant: the cloud that it lies on; none is home. */
  static final String CLOUD = "cloud";

  /** Of a tenant: what it was granted, by resource. */
  static final String QUOTA = "quota";

  private static final ObjectMapper JSON = new ObjectMapper();

  private Governed() {}

  static void department(Department department, Facts facts) {
    var spec = department.getSpec();
    Specification.of(facts)
        .add("title", spec.displayName())
        .add("level", word(spec.level()))
        .add("code", spec.code())
        .add("parent", spec.parent())
        .put();
    facts.put(TITLE, spec.displayName());
    facts.put("level", word(spec.level()));
    facts.put("code", spec.code());
    facts.put(PARENT, spec.parent());
    facts.put("budget", amounts(spec.budget()));
    facts.put(
        AssetColumn.STATE,
        ready(department.getStatus() == null ? null : department.getStatus().conditions()));
  }

  static void request(TenantRequest request, Facts facts) {
    var spec = request.getSpec();
    Specification.of(facts)
        .add("title", spec.displayName())
        .add("environment", word(spec.environment()))
        .add("quota", quota(spec.quota()))
        .add("system", spec.system())
        .put();
    facts.put(AssetColumn.PROTECTION_LEVEL, text(spec.protectionLevel()));
    facts.put(AssetColumn.DATA_CLASS, word(spec.dataClass()));
    facts.put(AssetColumn.NETWORK_ZONE, spec.dedicatedNetwork());
    facts.put(AssetColumn.CUSTODIAN, spec.custodian());
    facts.put(AssetColumn.EXPIRES, spec.expiresAt());
    facts.put(
        "tenantName",
        spec.tenantName() == null ? request.getMetadata().getName() : spec.tenantName());
    facts.put(
        AssetColumn.STATE, request.getStatus() == null ? null : word(request.getStatus().phase()));
  }

  static void tenant(Tenant tenant, Facts facts) {
    var spec = tenant.getSpec();
    facts.put(TITLE, spec.displayName());
    facts.put("environment", word(spec.environment()));
    facts.put("system", spec.system());
    facts.put(CLOUD, spec.cloud());
    facts.put(QUOTA, amounts(spec.quota()));
    facts.put("approvedQuota", amounts(spec.approvedQuota()));
    facts.put("request", request(spec.request()));
    facts.put("namespaces", namespaces(tenant));
    Specification.of(facts)
        .add("title", spec.displayName())
        .add("environment", word(spec.environment()))
        .add("quota", quota(spec.quota()))
        .add("system", spec.system())
        .put();
    facts.put(AssetColumn.PROTECTION_LEVEL, text(spec.protectionLevel()));
    facts.put(AssetColumn.DATA_CLASS, word(spec.dataClass()));
    facts.put(AssetColumn.NETWORK_ZONE, spec.dedicatedNetwork());
    facts.put(AssetColumn.CUSTODIAN, spec.custodian());
    facts.put(AssetColumn.EXPIRES, spec.expiresAt());
    facts.put(
        AssetColumn.STATE,
        ready(tenant.getStatus() == null ? null : tenant.getStatus().conditions()));
    if (tenant.getStatus() != null) {
      use(tenant.getStatus(), facts);
      facts.put("ending", ending(tenant.getStatus().phase()));
    }
  }

  private static String request(RequestReference request) {
    return request == null ? null : request.namespace() + "/" + request.name();
  }

  /** Those that it is to have, as they are called. */
  private static List<String> namespaces(Tenant tenant) {
    List<NamespaceClaim> claims = tenant.getSpec().namespaces();
    return claims == null
        ? List.of()
        : claims.stream()
            .map(claim -> tenant.getMetadata().getName() + "-" + claim.name())
            .sorted()
            .toList();
  }

  /** Null until its end was approved: the other phases come and go. */
  private static String ending(TenantPhase phase) {
    boolean ends = phase == TenantPhase.RECLAIMING || phase == TenantPhase.RECLAIMED;
    return ends ? word(phase) : null;
  }

  private static void use(TenantStatus status, Facts facts) {
    if (status.use() != null) {
      facts.put(AssetColumn.USE_AVERAGE, share(status.use().average()));
      facts.put(AssetColumn.USE_P95, share(status.use().p95()));
      facts.put(AssetColumn.USE_WINDOW, status.use().window());
      facts.put(AssetColumn.IDLE_DAYS, text(status.use().idleDays()));
    }
    if (status.idle() != null) {
      facts.put("idleStep", word(status.idle().step()));
      facts.put("quotaLoweredTo", amounts(status.idle().quota()));
    }
  }

  /** Of percent: {@code 5} becomes {@code 0.05}. */
  private static String share(Integer percent) {
    return percent == null ? null : BigDecimal.valueOf(percent, 2).toPlainString();
  }

  /** {@code cpu=4, memory=8Gi}, in order of the names. */
  static String quota(Map<String, Quantity> amounts) {
    return amounts == null
        ? null
        : new TreeMap<>(amounts)
            .entrySet().stream()
                .map(e -> e.getKey() + "=" + e.getValue())
                .collect(Collectors.joining(", "));
  }

  /** By resource, as the object writes them. */
  static Map<String, String> amounts(Map<String, Quantity> quota) {
    return quota == null
        ? Map.of()
        : quota.entrySet().stream()
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, e -> e.getValue().toString()));
  }

  private static String ready(List<Condition> conditions) {
    return conditions == null
        ? null
        : conditions.stream()
            .filter(condition -> "Ready".equals(condition.getType()))
            .findFirst()
            .map(condition -> "True".equals(condition.getStatus()) ? "Ready" : "NotReady")
            .orElse(null);
  }

  private static String text(Object value) {
    return value == null ? null : value.toString();
  }

  /** As the objects spell it: {@code Production}, {@code AwaitingApproval}. */
  public static String word(Enum<?> value) {
    return JSON.convertValue(value, String.class);
  }
}
