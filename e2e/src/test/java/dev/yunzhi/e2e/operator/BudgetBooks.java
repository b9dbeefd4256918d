package dev.yunzhi.e2e.operator;

import dev.yunzhi.api.v1alpha1.Department;
import dev.yunzhi.api.v1alpha1.Labels;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What a cluster holds at one moment of a storm, and whether its sums are right. */
final class BudgetBooks {

  private static final String CPU = "requests.cpu";
  private static final String NAMESPACES = "namespaces";

  private final Map<String, Department> departments = new HashMap<>();
  private final Map<String, Namespace> namespaces = new HashMap<>();
  private final Map<String, ResourceQuota> quotas = new HashMap<>();

  void take(BudgetObserver.Change change) {
    HasMetadata object = change.object();
    if (object instanceof Department department) {
      put(departments, object.getMetadata().getName(), department, change.deleted());
    } else if (object instanceof Namespace namespace) {
      put(namespaces, object.getMetadata().getName(), namespace, change.deleted());
    } else if (object instanceof ResourceQuota quota) {
      put(quotas, object.getMetadata().getNamespace(), quota, change.deleted());
    }
  }

  private static <T> void put(Map<String, T> objects, String key, T object, boolean deleted) {
    if (deleted) {
      objects.remove(key);
    } else {
      objects.put(key, object);
    }
  }

  List<String> overshoots() {
    var overshoots = new ArrayList<String>();
    for (String department : departments.keySet()) {
      for (String resource : List.of(CPU, NAMESPACES)) {
        BigDecimal granted = granted(department, resource);
        if (granted != null) {
          check(
              overshoots,
              department + " allocates " + resource,
              allocated(department, resource),
              granted);
          check(
              overshoots,
              department + " has below it " + resource,
              below(department, resource),
              granted);
          check(
              overshoots,
              department + " pays for " + resource,
              paid(department, resource),
              granted);
        }
      }
    }
    var real = new HashMap<String, BigDecimal>();
    quotas.values().forEach(q -> real.merge(tenant(q), hard(q), BigDecimal::add));
    real.forEach(
        (tenant, sum) -> {
          BigDecimal charged = charged(tenant);
          if (charged != null) {
            check(overshoots, "the quotas of " + tenant, sum, charged);
          }
        });
    return overshoots;
  }

  private static void check(List<String> overshoots, String what, BigDecimal sum, BigDecimal most) {
    if (sum.compareTo(most) > 0) {
      overshoots.add("%s: %s of %s".formatted(what, sum, most));
    }
  }

  /** Null without a budget. */
  private BigDecimal granted(String department, String resource) {
    var status = departments.get(department).getStatus();
    return status == null || status.budget() == null
        ? null
        : amount(status.budget().granted(), resource);
  }

  private BigDecimal allocated(String department, String resource) {
    return departments.get(department).getStatus().allocations().values().stream()
        .map(a -> amount(a.amounts(), resource))
        .filter(a -> a != null)
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  /** What all tenants at and below a department really have. */
  private BigDecimal below(String department, String resource) {
    return real(resource, department, true);
  }

  /** What tenants of its own really have, and what the departments right below were granted. */
  private BigDecimal paid(String department, String resource) {
    BigDecimal sum = BigDecimal.ZERO;
    for (Department child : departments.values()) {
      String name = child.getMetadata().getName();
      if (department.equals(child.getSpec().parent())) {
        BigDecimal granted = granted(name, resource);
        sum = sum.add(granted == null ? real(resource, name, true) : granted);
      }
    }
    return sum.add(real(resource, department, false));
  }

  private BigDecimal real(String resource, String department, boolean andBelow) {
    Stream<BigDecimal> amounts =
        resource.equals(NAMESPACES)
            ? namespaces.values().stream()
                .filter(n -> of(n, department, andBelow))
                .map(n -> BigDecimal.ONE)
            : quotas.values().stream()
                .filter(q -> of(q, department, andBelow))
                .map(BudgetBooks::hard);
    return amounts.reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private boolean of(HasMetadata object, String department, boolean andBelow) {
    String at = object.getMetadata().getLabels().get(Labels.DEPARTMENT);
    while (at != null) {
      if (at.equals(department)) {
        return true;
      }
      Department above = departments.get(at);
      at = !andBelow || above == null ? null : above.getSpec().parent();
    }
    return false;
  }

  /** The larger of what is said and what is enforced. */
  private static BigDecimal hard(ResourceQuota quota) {
    BigDecimal said = amount(quota.getSpec().getHard(), CPU);
    BigDecimal enforced =
        quota.getStatus() == null ? null : amount(quota.getStatus().getHard(), CPU);
    BigDecimal least = said == null ? BigDecimal.ZERO : said;
    return enforced == null ? least : least.max(enforced);
  }

  private static String tenant(HasMetadata object) {
    return object.getMetadata().getLabels().get(Labels.TENANT);
  }

  /** Null when no department has a budget for it. */
  private BigDecimal charged(String tenant) {
    return departments.values().stream()
        .filter(d -> d.getStatus() != null && d.getStatus().allocations() != null)
        .map(d -> d.getStatus().allocations().get("Tenant/" + tenant))
        .filter(a -> a != null)
        .map(a -> amount(a.amounts(), CPU))
        .filter(a -> a != null)
        .reduce(BigDecimal::max)
        .orElse(null);
  }

  private static BigDecimal amount(Map<String, Quantity> amounts, String resource) {
    Quantity amount = amounts == null ? null : amounts.get(resource);
    return amount == null ? null : amount.getNumericalAmount();
  }
}
