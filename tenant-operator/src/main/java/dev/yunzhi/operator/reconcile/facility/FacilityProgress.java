package dev.yunzhi.operator.reconcile.facility;

import dev.yunzhi.api.v1alpha1.Facility;
import dev.yunzhi.api.v1alpha1.FacilityPhase;
import dev.yunzhi.api.v1alpha1.FacilityResources;
import dev.yunzhi.api.v1alpha1.FacilitySpec;
import dev.yunzhi.api.v1alpha1.FacilitySystem;
import dev.yunzhi.api.v1alpha1.FacilityWave;
import dev.yunzhi.api.v1alpha1.FacilityWaveState;
import dev.yunzhi.api.v1alpha1.FacilityWaveStatus;
import dev.yunzhi.api.v1alpha1.Tenant;
import dev.yunzhi.api.v1alpha1.Yunzhi;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * How far the systems of a facility have left it, at one instant. Pure.
 *
 * <p>A system has left when it was retired, or moved to a tenant that exists, is Ready and names
 * it. What was once closed stays closed, and its systems gone, whatever becomes of their tenants.
 *
 * @param waves in the order of the spec
 * @param doubts moves that do not count, in the order of the systems
 * @param nextChange when a day passes that this depends on; null when none does
 */
record FacilityProgress(
    FacilityPhase phase,
    int systems,
    int moved,
    int retired,
    List<FacilityWaveStatus> waves,
    FacilityResources freed,
    List<Move> doubts,
    Instant nextChange) {

  /** Where a system is. */
  private enum Place {
    LEFT,
    MOVED,
    RETIRED
  }

  private record Placed(FacilitySystem system, Place place, Move move) {}

  /**
   * Looks at a facility.
   *
   * @param tenants answers null for one that there is not
   */
  static FacilityProgress of(Facility facility, Function<String, Tenant> tenants, Instant now) {
    FacilitySpec spec = facility.getSpec();
    LocalDate today = now.atZone(Yunzhi.BEIJING).toLocalDate();
    boolean wasClosed =
        facility.getStatus() != null && facility.getStatus().phase() == FacilityPhase.CLOSED;
    boolean closes = has(spec.closedOn(), day -> !day.isAfter(today));
    List<Placed> placed =
        spec.allSystems().stream()
            .map(system -> place(system, tenants, today, closes && wasClosed))
            .toList();
    boolean empty = placed.stream().noneMatch(p -> p.place() == Place.LEFT);
    FacilityPhase phase = phase(spec, closes && (wasClosed || empty), today);
    return new FacilityProgress(
        phase,
        placed.size(),
        count(placed, Place.MOVED),
        count(placed, Place.RETIRED),
        spec.allWaves().stream().map(wave -> wave(wave, placed, today)).toList(),
        freed(placed),
        placed.stream().map(Placed::move).filter(move -> move != null && !move.counts()).toList(),
        nextChange(spec, phase, now));
  }

  int left() {
    return systems - moved - retired;
  }

  List<String> overdueWaves() {
    return waves.stream()
        .filter(wave -> wave.state() == FacilityWaveState.OVERDUE)
        .map(FacilityWaveStatus::name)
        .toList();
  }

  private static Placed place(
      FacilitySystem system, Function<String, Tenant> tenants, LocalDate today, boolean closed) {
    if (has(system.retiredOn(), day -> !day.isAfter(today))) {
      return new Placed(system, Place.RETIRED, null);
    }
    if (system.move() == null || LocalDate.parse(system.move().movedOn()).isAfter(today)) {
      return new Placed(system, Place.LEFT, null);
    }
    if (closed) {
      return new Placed(system, Place.MOVED, null);
    }
    Move move = Move.of(system, tenants);
    return new Placed(system, move.counts() ? Place.MOVED : Place.LEFT, move);
  }

  private static FacilityPhase phase(FacilitySpec spec, boolean closed, LocalDate today) {
    if (closed) {
      return FacilityPhase.CLOSED;
    }
    if (spec.closesOn() == null) {
      return FacilityPhase.OPEN;
    }
    return has(spec.closesOn(), today::isAfter) ? FacilityPhase.OVERDUE : FacilityPhase.CLOSING;
  }

  private static FacilityWaveStatus wave(FacilityWave wave, List<Placed> all, LocalDate today) {
    List<Placed> its = all.stream().filter(p -> wave.name().equals(p.system().wave())).toList();
    int left = count(its, Place.LEFT);
    FacilityWaveState late =
        has(wave.dueOn(), today::isAfter) ? FacilityWaveState.OVERDUE : FacilityWaveState.PLANNED;
    return new FacilityWaveStatus(
        wave.name(),
        left == 0 ? FacilityWaveState.DONE : late,
        its.size(),
        count(its, Place.MOVED),
        left,
        freed(its));
  }

  private static FacilityResources freed(List<Placed> placed) {
    return placed.stream()
        .filter(p -> p.place() != Place.LEFT)
        .map(p -> p.system().resources())
        .reduce(Freed.NOTHING, Freed::plus);
  }

  private static int count(List<Placed> placed, Place place) {
    return (int) placed.stream().filter(p -> p.place() == place).count();
  }

  /** Days that things happen on count from their beginning, last days until their end. */
  private static Instant nextChange(FacilitySpec spec, FacilityPhase phase, Instant now) {
    List<LocalDate> changes = new ArrayList<>();
    for (FacilitySystem system : spec.allSystems()) {
      day(system.retiredOn()).ifPresent(changes::add);
      day(system.move() == null ? null : system.move().movedOn()).ifPresent(changes::add);
    }
    if (phase != FacilityPhase.CLOSED) {
      day(spec.closedOn()).ifPresent(changes::add);
      Stream.concat(
              Stream.ofNullable(spec.closesOn()), spec.allWaves().stream().map(FacilityWave::dueOn))
          .map(last -> LocalDate.parse(last).plusDays(1))
          .forEach(changes::add);
    }
    return changes.stream()
        .map(day -> day.atStartOfDay(Yunzhi.BEIJING).toInstant())
        .filter(now::isBefore)
        .min(Comparator.naturalOrder())
        .orElse(null);
  }

  private static boolean has(String day, Predicate<LocalDate> such) {
    return day(day).filter(such).isPresent();
  }

  private static Optional<LocalDate> day(String day) {
    return Optional.ofNullable(day).map(LocalDate::parse);
  }
}
