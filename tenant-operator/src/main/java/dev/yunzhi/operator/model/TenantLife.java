package dev.yunzhi.operator.model;

import dev.yunzhi.api.v1alpha1.IdleStep;
import dev.yunzhi.api.v1alpha1.TenantIdle;
import dev.yunzhi.api.v1alpha1.TenantPhase;
import dev.yunzhi.api.v1alpha1.TenantSpec;
import dev.yunzhi.api.v1alpha1.WireName;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where a tenant stands in its life at one instant: a function of its spec, the time, and how far
 * it was taken back as idle.
 *
 * @param standstill why its workloads stand still; null while they run
 * @param wakes when its sleep is over; null unless it hibernates and wakes again
 * @param next when, without anybody's doing, something of this changes; null when nothing does
 */
public record TenantLife(
    TenantPhase phase, Standstill standstill, Term term, Instant wakes, Instant next) {

  /**
   * How terms end.
   *
   * @param notice how long before the end of its term a tenant is Expiring
   * @param grace how long after it its workloads still run
   */
  public record Terms(Duration notice, Duration grace) {}

  /** The life of a tenant with that spec of which nothing is taken back. */
  public static TenantLife of(TenantSpec spec, Terms terms, Instant now) {
    return of(spec, null, terms, now);
  }

  /**
   * The life of a tenant with that spec.
   *
   * @param idle how far its resources are taken back; null when not at all
   */
  public static TenantLife of(TenantSpec spec, TenantIdle idle, Terms terms, Instant now) {
    Term term = Term.until(spec.expiresAt(), terms.notice(), terms.grace());
    var schedule = new HibernationSchedule(spec.hibernation());
    Standstill standstill = standstill(spec, idle, term, schedule, now);
    Optional<Instant> sleepChanges = schedule.nextChange(now);
    Instant next =
        standstill == Standstill.ENDED
            ? null
            : Stream.concat(term.changes(), sleepChanges.stream())
                .filter(now::isBefore)
                .min(Instant::compareTo)
                .orElse(null);
    return new TenantLife(
        phase(standstill, term.expiring(now)),
        standstill,
        term,
        standstill == Standstill.HIBERNATING ? sleepChanges.orElse(null) : null,
        next);
  }

  private static Standstill standstill(
      TenantSpec spec, TenantIdle idle, Term term, HibernationSchedule schedule, Instant now) {
    if (spec.end() != null) {
      return Standstill.ENDED;
    }
    if (spec.suspend() != null) {
      return Standstill.ORDERED;
    }
    if (term.lapsed(now)) {
      return Standstill.EXPIRED;
    }
    if (idle != null && idle.step() == IdleStep.RECLAIMED) {
      return Standstill.IDLE;
    }
    return schedule.asleep(now) ? Standstill.HIBERNATING : null;
  }

  private static TenantPhase phase(Standstill standstill, boolean expiring) {
    if (standstill == null) {
      return expiring ? TenantPhase.EXPIRING : TenantPhase.ACTIVE;
    }
    return switch (standstill) {
      case ENDED -> TenantPhase.RECLAIMING;
      case ORDERED, EXPIRED, IDLE -> TenantPhase.SUSPENDED;
      case HIBERNATING -> TenantPhase.HIBERNATING;
    };
  }

  public boolean ended() {
    return standstill == Standstill.ENDED;
  }

  /** Why it can only be read: a word for people and labels; null when it can be written. */
  public String readOnly() {
    return standstill == null ? null : WireName.of(standstill);
  }

  /** Whether its workloads are to stand still. */
  public boolean standsStill() {
    return standstill != null;
  }
}
