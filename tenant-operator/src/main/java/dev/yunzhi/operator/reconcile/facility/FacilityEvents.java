package dev.yunzhi.operator.reconcile.facility;

import dev.yunzhi.api.v1alpha1.Facility;
import dev.yunzhi.api.v1alpha1.FacilityPhase;
import dev.yunzhi.api.v1alpha1.FacilityStatus;
import dev.yunzhi.api.v1alpha1.FacilityWaveState;
import dev.yunzhi.api.v1alpha1.FacilityWaveStatus;
import dev.yunzhi.operator.condition.EventReason;
import dev.yunzhi.operator.reconcile.EventWriter;

/** Tells what becomes of a facility: waves that are done or late, and its own end. */
public final class FacilityEvents {

  private final EventWriter events;

  public FacilityEvents(EventWriter events) {
    this.events = events;
  }

  /** Writes one for each step that the status takes. */
  void transition(Facility facility, FacilityStatus after) {
    FacilityStatus before = facility.getStatus();
    if (after.phase() != (before == null ? null : before.phase())) {
      entered(facility, after);
    }
    for (FacilityWaveStatus wave : after.waves()) {
      if (wave.state() != stateOf(before, wave.name())) {
        entered(facility, wave);
      }
    }
  }

  private void entered(Facility facility, FacilityStatus after) {
    var spec = facility.getSpec();
    if (after.phase() == FacilityPhase.OVERDUE) {
      write(
          facility,
          EventReason.FACILITY_OVERDUE,
          "It was to close on %s; %d systems are left in it. / 应于 %s 关停，仍有 %d 个系统未迁出。"
              .formatted(spec.closesOn(), after.left(), spec.closesOn(), after.left()),
          "overdue/" + spec.closesOn());
    } else if (after.phase() == FacilityPhase.CLOSED) {
      write(
          facility,
          EventReason.FACILITY_CLOSED,
          "It was closed on %s. / 已于 %s 关停。".formatted(spec.closedOn(), spec.closedOn()),
          "closed/" + spec.closedOn());
    }
  }

  private void entered(Facility facility, FacilityWaveStatus wave) {
    if (wave.state() == FacilityWaveState.OVERDUE) {
      write(
          facility,
          EventReason.FACILITY_WAVE_OVERDUE,
          "Wave %s is late: %d of its %d systems are left. / 批次 %s 已逾期：%d 个系统未迁出，共 %d 个。"
              .formatted(
                  wave.name(),
                  wave.left(),
                  wave.systems(),
                  wave.name(),
                  wave.left(),
                  wave.systems()),
          "wave-overdue/" + wave.name());
    } else if (wave.state() == FacilityWaveState.DONE && wave.systems() > 0) {
      write(
          facility,
          EventReason.FACILITY_WAVE_DONE,
          "All %d systems of wave %s have left. / 批次 %s 的 %d 个系统已全部迁出。"
              .formatted(wave.systems(), wave.name(), wave.name(), wave.systems()),
          "wave-done/" + wave.name());
    }
  }

  private void write(Facility facility, EventReason reason, String note, String step) {
    events.write(EventWriter.about(facility), reason, note, step);
  }

  private static FacilityWaveState stateOf(FacilityStatus status, String wave) {
    return status == null || status.waves() == null
        ? null
        : status.waves().stream()
            .filter(w -> w.name().equals(wave))
            .map(FacilityWaveStatus::state)
            .findFirst()
            .orElse(null);
  }
}
