package dev.yunzhi.operator.reconcile.request;

import dev.yunzhi.api.v1alpha1.RequestPhase;
import dev.yunzhi.api.v1alpha1.TenantRequest;
import dev.yunzhi.api.v1alpha1.TenantRequestStatus;
import dev.yunzhi.operator.condition.EventReason;
import dev.yunzhi.operator.reconcile.EventWriter;
import java.util.Objects;

/** Writes an Event beside a request whenever it gets somewhere. */
public final class RequestEvents {

  private final EventWriter events;

  public RequestEvents(EventWriter events) {
    this.events = events;
  }

  /** Writes one when phase or who is to act differ from the status as it stands. */
  void transition(TenantRequest request, TenantRequestStatus after) {
    TenantRequestStatus before = request.getStatus();
    if (before != null
        && before.phase() == after.phase()
        && Objects.equals(before.waitingFor(), after.waitingFor())
        && Objects.equals(before.observedGeneration(), after.observedGeneration())) {
      return;
    }
    events.write(
        EventWriter.about(request),
        reason(after.phase()),
        after.nextStep(),
        String.join(
            "/",
            request.getMetadata().getResourceVersion(),
            after.phase().name(),
            String.valueOf(after.waitingFor())));
  }

  private static EventReason reason(RequestPhase phase) {
    return switch (phase) {
      case REFUSED -> EventReason.REFUSED;
      case AWAITING_APPROVAL -> EventReason.AWAITING_APPROVAL;
      case REJECTED -> EventReason.REJECTED;
      case PROVISIONING -> EventReason.PROVISIONING;
      case GRANTED -> EventReason.GRANTED;
      case BLOCKED -> EventReason.BLOCKED;
      case ENDING -> EventReason.ENDING;
      case ENDED -> EventReason.ENDED;
    };
  }
}
