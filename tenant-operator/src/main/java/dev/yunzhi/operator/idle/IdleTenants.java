package dev.yunzhi.operator.idle;

import dev.yunzhi.api.v1alpha1.Tenant;
import dev.yunzhi.api.v1alpha1.TenantIdle;
import dev.yunzhi.api.v1alpha1.TenantStatus;
import dev.yunzhi.api.v1alpha1.TenantUse;
import dev.yunzhi.operator.budget.Amounts;
import dev.yunzhi.operator.cluster.Informers;
import dev.yunzhi.operator.condition.ConditionType;
import dev.yunzhi.operator.idle.Idleness.Knowledge;
import dev.yunzhi.operator.model.Standstill;
import dev.yunzhi.operator.model.TenantLife;
import dev.yunzhi.operator.model.TenantQuota;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Looks whether tenants lie idle, and how far their resources are to be taken back. */
public final class IdleTenants {

  private final Measuring measuring;
  private final TenantMeasure measure;
  private final Objections objections;
  private final Way way;
  private final IdleTerms terms;
  private final Clock clock;

  IdleTenants(
      Measuring measuring,
      TenantMeasure measure,
      Objections objections,
      IdleTerms terms,
      Clock clock) {
    this.measuring = measuring;
    this.measure = measure;
    this.objections = objections;
    this.way = new Way(terms);
    this.terms = terms;
    this.clock = clock;
  }

  /**
   * Looks at one tenant. Nothing is carried out: what is to be taken holds once it stands in the
   * status.
   *
   * @param namespaces that the tenant has
   * @param informers of the cluster that it lies on
   */
  public Idleness of(Tenant tenant, TenantLife life, List<String> namespaces, Informers informers) {
    Instant now = clock.instant();
    var status = tenant.getStatus();
    TenantUse before = status == null ? null : status.use();
    TenantIdle idleBefore = status == null ? null : status.idle();
    var objection = objections.of(tenant, namespaces, now);
    var measured = measuring.state();
    Knowledge knowledge = knowledge(measured);
    TenantUse use = before;
    if (knowledge == Knowledge.MEASURED) {
      use = measure.of(measured.last(), namespaces, tenant.getSpec().quota(), before).orElse(null);
      knowledge = use == null ? Knowledge.NO_DATA : knowledge;
    }
    boolean exempt = objection.filter(Objections.Objection::approved).isPresent();
    var observed =
        new Observed(
            knowledge == Knowledge.MEASURED ? judged(tenant, use, now) : Observed.Use.UNKNOWN,
            terms.environments().contains(tenant.getSpec().environment()),
            exempt ? null : objection.map(Objections.Objection::name).orElse(null),
            objection.map(Objections.Objection::until).orElse(null),
            exempt);
    TenantUse its = use;
    TenantIdle idle =
        life.ended()
            ? null
            : rests(life, status)
                ? idleBefore
                : way.next(
                    idleBefore, observed, () -> retained(tenant, its, namespaces, informers), now);
    return new Idleness(
        use,
        idle,
        knowledge,
        measured.failure(),
        exempt ? objection.get().name() : null,
        next(idle, objection.map(Objections.Objection::until).orElse(null), now));
  }

  /** Has somebody told whenever there is something new to look at. */
  public void onMeasured(Runnable listener) {
    measuring.onMeasured(listener);
  }

  private static Knowledge knowledge(Measuring.State measured) {
    if (measured.failure() != null) {
      return Knowledge.AWAY;
    }
    return measured.last() == null ? Knowledge.NOT_YET : Knowledge.MEASURED;
  }

  private Observed.Use judged(Tenant tenant, TenantUse use, Instant now) {
    Instant made = Instant.parse(tenant.getMetadata().getCreationTimestamp());
    if (Instant.parse(use.measuredAt()).plus(terms.fresh()).isBefore(now)
        || made.plus(terms.window()).isAfter(now)) {
      return Observed.Use.UNKNOWN;
    }
    return use.idleSince() == null ? Observed.Use.BUSY : Observed.Use.IDLE;
  }

  /**
   * Whether somebody else stopped it: by order, by its term, or by halting its department, so that
   * nobody of it could object. Meanwhile no step is taken.
   *
   * @param status null when there is none yet
   */
  static boolean rests(TenantLife life, TenantStatus status) {
    return life.standstill() == Standstill.ORDERED
        || life.standstill() == Standstill.EXPIRED
        || (status != null
            && status.conditions() != null
            && status.conditions().stream()
                .anyMatch(
                    condition ->
                        ConditionType.TENANT_HALTED.wire().equals(condition.getType())
                            && "True".equals(condition.getStatus())));
  }

  private Map<String, Quantity> retained(
      Tenant tenant, TenantUse use, List<String> namespaces, Informers informers) {
    Amounts reserved = Amounts.NONE;
    for (String namespace : namespaces) {
      ResourceQuota quota = informers.of(ResourceQuota.class).get(namespace, TenantQuota.NAME);
      if (quota != null && quota.getStatus() != null) {
        reserved = reserved.plus(Amounts.of(quota.getStatus().getUsed()));
      }
    }
    return RetainedQuota.of(tenant.getSpec().quota(), reserved, use.amounts(), terms);
  }

  private static Instant next(TenantIdle idle, Instant objectedUntil, Instant now) {
    Instant due = idle == null || idle.until() == null ? null : Instant.parse(idle.until());
    Instant next =
        due == null || (objectedUntil != null && objectedUntil.isBefore(due)) ? objectedUntil : due;
    return Optional.ofNullable(next).filter(now::isBefore).orElse(null);
  }
}
