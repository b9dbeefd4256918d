package dev.yunzhi.operator.reconcile.tenant.idle;

import dev.yunzhi.api.v1alpha1.TenantIdle;
import dev.yunzhi.api.v1alpha1.TenantUse;
import dev.yunzhi.operator.condition.ConditionType;
import dev.yunzhi.operator.condition.Reason;
import dev.yunzhi.operator.idle.Idleness;
import dev.yunzhi.operator.idle.Objections;
import dev.yunzhi.operator.reconcile.Conditions;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What is known of a tenant's use, and what follows, in its conditions. */
public final class IdleConditions {

  /** Sets both conditions, or leaves them as they were where nothing new is known. */
  public static void set(Conditions conditions, Idleness idleness) {
    measured(conditions, idleness);
    idle(conditions, idleness);
  }

  private static void measured(Conditions conditions, Idleness idleness) {
    switch (idleness.knowledge()) {
      case MEASURED ->
          conditions.isTrue(
              ConditionType.TENANT_MEASURED, Reason.MEASURED, used(idleness.use()) + ".");
      case AWAY ->
          conditions.isFalse(
              ConditionType.TENANT_MEASURED,
              Reason.MONITORING_AWAY,
              "Its use cannot be measured: %s. What was measured before stands, and no step is taken meanwhile."
                  .formatted(idleness.failure()));
      case NO_DATA ->
          conditions.isFalse(
              ConditionType.TENANT_MEASURED,
              Reason.NO_DATA,
              "Monitoring does not know the whole use of each of its namespaces, so it is taken for neither idle nor used.");
      case NOT_YET -> conditions.keep(ConditionType.TENANT_MEASURED);
    }
  }

  private static void idle(Conditions conditions, Idleness idleness) {
    TenantIdle idle = idleness.idle();
    if (idleness.exemption() != null) {
      conditions.isFalse(
          ConditionType.TENANT_IDLE,
          Reason.EXEMPT,
          "Nothing of it is taken back: PolicyException %s is approved."
              .formatted(idleness.exemption()));
    } else if (idle != null) {
      conditions.isTrue(ConditionType.TENANT_IDLE, reason(idle), message(idle, idleness.use()));
    } else if (idleness.use() != null && idleness.use().idleSince() == null) {
      conditions.isFalse(ConditionType.TENANT_IDLE, Reason.IN_USE, "It is used.");
    } else {
      conditions.keep(ConditionType.TENANT_IDLE);
    }
  }

  private static Reason reason(TenantIdle idle) {
    return switch (idle.step()) {
      case NOTICED -> Reason.NOTICED;
      case GRACE -> Reason.GRACE;
      case SHRUNK -> Reason.SHRUNK;
      case RECLAIMED -> Reason.RECLAIMED;
      case OBJECTED -> Reason.OBJECTED;
    };
  }

  /** What the step means for the tenant: full sentences, for its people as well. */
  static String message(TenantIdle idle, TenantUse use) {
    String until = idle.until();
    String why = use == null ? "It lies idle." : used(use) + ".";
    String object =
        " Whoever needs it asks for a PolicyException of %s.".formatted(Objections.POLICY);
    return switch (idle.step()) {
      case NOTICED ->
          why
              + (until == null
                  ? " Nothing is taken by itself; while it lies idle it gets no more quota."
                  : " Object until %s, or it is taken back step by step.".formatted(until))
              + object;
      case GRACE -> why + " Resources of it are taken back at %s.".formatted(until) + object;
      case SHRUNK ->
          "%s Its quota is lowered to %s until it is used again or somebody objects.%s%s"
              .formatted(
                  why,
                  amounts(idle.quota()),
                  until == null ? "" : " Its workloads are scaled down at %s.".formatted(until),
                  object);
      case RECLAIMED ->
          "Its workloads are scaled down, and nothing of it is deleted. An objection brings it back;"
              + " a request of type End gives it up."
              + object;
      case OBJECTED ->
          "PolicyException %s objects; until %s nothing is taken, and what was taken is given back."
              .formatted(idle.objection(), until);
    };
  }

  private static String used(TenantUse use) {
    return "Over %s it used %d %% of its quota on average and %d %% at the 95th percentile"
        .formatted(use.window(), use.average(), use.p95());
  }

  private static String amounts(Map<String, Quantity> quota) {
    return new TreeMap<>(quota)
        .entrySet().stream()
            .map(e -> e.getValue() + " " + e.getKey())
            .collect(Collectors.joining(", "));
  }

  private IdleConditions() {}
}
