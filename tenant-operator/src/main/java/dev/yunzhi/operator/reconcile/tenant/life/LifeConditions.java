package dev.yunzhi.operator.reconcile.tenant.life;

import dev.yunzhi.api.v1alpha1.Tenant;
import dev.yunzhi.api.v1alpha1.WireName;
import dev.yunzhi.operator.model.TenantLife;
import dev.yunzhi.operator.model.Term;
import dev.yunzhi.operator.reconcile.Conditions;
import java.time.Instant;

/** What a tenant's life looks like in its conditions. */
public final class LifeConditions {

  public static final String EXPIRING = "Expiring";
  public static final String SUSPENDED = "Suspended";

  private static final String RUNNING = "Running";

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
      conditions.isFalse(EXPIRING, "NoEnd", "Its term has no end.");
    } else if (term.lapsed(now)) {
      conditions.isTrue(
          EXPIRING,
          "Lapsed",
          "Its term ended at %s, and its time of grace at %s. Nothing is deleted; prolong spec.expiresAt to resume it."
              .formatted(end, term.lapse()));
    } else if (term.over(now)) {
      conditions.isTrue(
          EXPIRING,
          "TermOver",
          "Its term ended at %s. Unless spec.expiresAt is prolonged, its workloads are scaled down at %s; nothing is deleted."
              .formatted(end, term.lapse()));
    } else if (term.expiring(now)) {
      conditions.isTrue(
          EXPIRING,
          "TermEnding",
          "Its term ends at %s. Prolong spec.expiresAt, or its workloads are scaled down at %s; nothing is deleted."
              .formatted(end, term.lapse()));
    } else {
      conditions.isFalse(EXPIRING, RUNNING, "Its term ends at %s.".formatted(end));
    }
  }

  private static void suspended(
      Conditions conditions, Tenant tenant, TenantLife life, int stopped) {
    if (!life.standsStill()) {
      conditions.isFalse(SUSPENDED, RUNNING, "Its workloads run.");
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
          case HIBERNATING ->
              life.wakes() == null
                  ? "It sleeps all the time, by spec.hibernation."
                  : "It sleeps until %s, by spec.hibernation.".formatted(life.wakes());
        };
    conditions.isTrue(
        SUSPENDED,
        WireName.of(life.standstill()),
        why
            + " %d %s scaled down, and it can only be read; how many replicas there were is remembered."
                .formatted(stopped, stopped == 1 ? "workload is" : "workloads are"));
  }

  private static String sentence(String text) {
    return text.matches(".*[.。!！?？]$") ? text : text + ".";
  }

  private LifeConditions() {}
}
