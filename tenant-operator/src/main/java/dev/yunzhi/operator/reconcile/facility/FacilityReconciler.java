package dev.yunzhi.operator.reconcile.facility;

import dev.yunzhi.api.v1alpha1.Department;
import dev.yunzhi.api.v1alpha1.Facility;
import dev.yunzhi.api.v1alpha1.FacilityPhase;
import dev.yunzhi.api.v1alpha1.FacilitySpec;
import dev.yunzhi.api.v1alpha1.FacilityStatus;
import dev.yunzhi.api.v1alpha1.Tenant;
import dev.yunzhi.operator.cluster.InformedEvents;
import dev.yunzhi.operator.cluster.Informers;
import dev.yunzhi.operator.condition.ConditionType;
import dev.yunzhi.operator.condition.Reason;
import dev.yunzhi.operator.reconcile.Conditions;
import dev.yunzhi.operator.reconcile.NextLook;
import dev.yunzhi.operator.reconcile.StatusPatch;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/**
 * Says how far a facility is from being closed, and whether in time. It looks again when a tenant
 * changes that a system moved to, and when a day begins that something depends on.
 */
public final class FacilityReconciler implements Reconciler<Facility> {

  private final Informers informers;
  private final FacilityEvents events;
  private final Duration resync;
  private final Clock clock;

  /**
   * @param resync the longest time between two looks while a day is to come
   */
  public FacilityReconciler(
      Informers informers, FacilityEvents events, Duration resync, Clock clock) {
    this.informers = informers;
    this.events = events;
    this.resync = resync;
    this.clock = clock;
  }

  @Override
  public UpdateControl<Facility> reconcile(Facility facility, Context<Facility> context) {
    Instant now = clock.instant();
    var progress = FacilityProgress.of(facility, informers.of(Tenant.class)::get, now);
    FacilityStatus status = status(facility, progress);
    UpdateControl<Facility> update = StatusPatch.of(facility, new Facility(), status);
    events.transition(facility, status);
    return NextLook.at(progress.nextChange(), now, resync, update);
  }

  private FacilityStatus status(Facility facility, FacilityProgress progress) {
    var before = facility.getStatus();
    Long generation = facility.getMetadata().getGeneration();
    var conditions = new Conditions(before == null ? null : before.conditions(), generation, clock);
    describeSchedule(facility.getSpec(), progress, conditions);
    describeMoves(progress, conditions);
    return new FacilityStatus(
        generation,
        progress.phase(),
        progress.systems(),
        progress.moved(),
        progress.retired(),
        progress.left(),
        progress.overdueWaves().size(),
        progress.freed(),
        progress.waves(),
        conditions.list());
  }

  private void describeSchedule(
      FacilitySpec spec, FacilityProgress progress, Conditions conditions) {
    String closes = spec.closesOn();
    int left = progress.left();
    if (progress.phase() == FacilityPhase.CLOSED) {
      conditions.isTrue(
          ConditionType.FACILITY_ON_SCHEDULE,
          Reason.CLOSED,
          "It was closed on %s.".formatted(spec.closedOn()));
    } else if (informers.of(Department.class).get(spec.department()) == null) {
      behind(
          conditions,
          Reason.DEPARTMENT_NOT_FOUND,
          "spec.department names %s, which does not exist; create that Department."
              .formatted(spec.department()));
    } else if (progress.phase() == FacilityPhase.OVERDUE) {
      behind(
          conditions,
          Reason.CLOSING_OVERDUE,
          "It was to close on %s; %d systems are left in it.".formatted(closes, left));
    } else if (spec.closedOn() != null && left > 0) {
      behind(
          conditions,
          Reason.SYSTEMS_LEFT,
          "It is said to have been closed on %s, but %d systems are left in it; see MovesConfirmed."
              .formatted(spec.closedOn(), left));
    } else if (!progress.overdueWaves().isEmpty()) {
      behind(
          conditions,
          Reason.WAVE_OVERDUE,
          "Systems are left of these waves, whose days are over: %s."
              .formatted(String.join(", ", progress.overdueWaves())));
    } else if (closes != null) {
      conditions.isTrue(
          ConditionType.FACILITY_ON_SCHEDULE,
          Reason.ON_SCHEDULE,
          "It closes on %s; %d systems are left in it.".formatted(closes, left));
    } else if (spec.legalBasis() != null) {
      conditions.isTrue(
          ConditionType.FACILITY_ON_SCHEDULE,
          Reason.MAY_STAY,
          "It may stay by %s.".formatted(spec.legalBasis()));
    } else {
      behind(
          conditions,
          Reason.NO_CLOSING_DATE,
          "Nobody has said when it closes: set spec.closesOn, or spec.legalBasis if it may stay.");
    }
  }

  private static void behind(Conditions conditions, Reason reason, String message) {
    conditions.isFalse(ConditionType.FACILITY_ON_SCHEDULE, reason, message);
  }

  private static void describeMoves(FacilityProgress progress, Conditions conditions) {
    List<Move> doubts = progress.doubts();
    if (doubts.isEmpty()) {
      conditions.isTrue(
          ConditionType.FACILITY_MOVES_CONFIRMED,
          Reason.CONFIRMED,
          "Every system that is said to have moved runs in its tenant.");
      return;
    }
    String others = doubts.size() == 1 ? "" : " And %d more.".formatted(doubts.size() - 1);
    conditions.isFalse(
        ConditionType.FACILITY_MOVES_CONFIRMED,
        doubts.get(0).doubt(),
        doubts.get(0).message() + others);
  }

  @Override
  public List<EventSource<?, Facility>> prepareEventSources(EventSourceContext<Facility> context) {
    return List.of(
        new InformedEvents<>(Tenant.class, informers, this::leftFor),
        new InformedEvents<>(
            Department.class, informers, this::ownedBy, InformedEvents::specChanged));
  }

  private Collection<ResourceID> leftFor(Tenant tenant) {
    return ids(Informers.BY_TENANT, tenant.getMetadata().getName());
  }

  private Collection<ResourceID> ownedBy(Department department) {
    return ids(Informers.BY_DEPARTMENT, department.getMetadata().getName());
  }

  private Collection<ResourceID> ids(String index, String value) {
    return informers.of(Facility.class).by(index, value).stream()
        .map(ResourceID::fromResource)
        .toList();
  }
}
