package dev.yunzhi.operator.reconcile.tenant.life;

import dev.yunzhi.api.v1alpha1.Tenant;
import dev.yunzhi.operator.condition.ConditionType;
import dev.yunzhi.operator.condition.Reason;
import dev.yunzhi.operator.model.Standstill;
import dev.yunzhi.operator.model.TenantLife;
import dev.yunzhi.operator.model.Term;
import dev.yunzhi.operator.reconcile.Conditions;
import java.time.Instant;

/** What a tenant's life looks like in its conditions. */
public final class LifeConditions {

  /**
   * Sets both conditions.
   *
   * @param stopped how many workloads are to be restored when it resumes
   */
  public static void set(
      Conditions conditions, Tenant tenant, TenantLife life, int stopped, Instant now) {
    expiring(conditions, tenant.getSpec().expiresAt(), life.term(), now);
    suspended(conditions, tenant, life, stopped);
  }

  private static void expiring(Conditions conditions, String end, Term term, Instant now) {
    if (end == null) {
      conditions.isFalse(ConditionType.TENANT_EXPIRING, Reason.NO_END, "Its term has no end.");
    } else if (term.lapsed(now)) {
      conditions.isTrue(
          ConditionType.TENANT_EXPIRING,
          Reason.LAPSED,
          "Its term ended at %s, and its time of grace at %s. Nothing is deleted; prolong spec.expiresAt to resume it."
              .formatted(end, term.lapse()));
    } else if (term.over(now)) {
      conditions.isTrue(
          ConditionType.TENANT_EXPIRING,
          Reason.TERM_OVER,
          "Its term ended at %s. Unless spec.expiresAt is prolonged, its workloads are scaled down at %s; nothing is deleted."
              .formatted(end, term.lapse()));
    } else if (term.expiring(now)) {
      conditions.isTrue(
          ConditionType.TENANT_EXPIRING,
          Reason.TERM_ENDING,
          "Its term ends at %s. Prolong spec.expiresAt, or its workloads are scaled down at %s; nothing is deleted."
              .formatted(end, term.lapse()));
    } else {
      conditions.isFalse(
          ConditionType.TENANT_EXPIRING, Reason.RUNNING, "Its term ends at %s.".formatted(end));
    }
  }

  private static void suspended(
      Conditions conditions, Tenant tenant, TenantLife life, int stopped) {
    if (!life.standsStill()) {
      conditions.isFalse(ConditionType.TENANT_SUSPENDED, Reason.RUNNING, "Its workloads run.");
      return;
    }
    String why =
        switch (life.standstill()) {
          case ENDED ->
              "Its end was approved at %s.".formatted(tenant.getSpec().end().approvedAt());
          case ORDERED ->
              "It is suspended until spec.suspend is taken away: %s"
                  .formatted(sentence(tenant.getSpec().suspend().reason()));
          case EXPIRED ->
              "Its term ended at %s; it resumes when spec.expiresAt is prolonged."
                  .formatted(tenant.getSpec().expiresAt());
          case IDLE ->
              "It lay idle and nobody objected; it resumes when somebody asks for a PolicyException of GOV-008.";
          case HIBERNATING ->
              life.wakes() == null
                  ? "It sleeps all the time, by spec.hibernation."
                  : "It sleeps until %s, by spec.hibernation.".formatted(life.wakes());
        };
    conditions.isTrue(
        ConditionType.TENANT_SUSPENDED,
        reason(life.standstill()),
        why
            + " %d %s scaled down, and it can only be read; how many replicas there were is remembered."
                .formatted(stopped, stopped == 1 ? "workload is" : "workloads are"));
  }

  private static Reason reason(Standstill standstill) {
    return switch (standstill) {
      case ENDED -> Reason.ENDED;
      case ORDERED -> Reason.ORDERED;
      case EXPIRED -> Reason.EXPIRED;
      case IDLE -> Reason.IDLE;
      case HIBERNATING -> Reason.HIBERNATING;
    };
  }

  private static String sentence(String text) {
    return text.matches(".*[.。!！?？]$") ? text : text + ".";
  }

  private LifeConditions() {}
}
