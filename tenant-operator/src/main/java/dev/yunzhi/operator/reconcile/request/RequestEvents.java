package dev.yunzhi.operator.reconcile.request;

import dev.yunzhi.api.v1alpha1.RequestPhase;
import dev.yunzhi.api.v1alpha1.TenantRequest;
import dev.yunzhi.api.v1alpha1.TenantRequestStatus;
import dev.yunzhi.api.v1alpha1.WireName;
import io.fabric8.kubernetes.api.model.MicroTime;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.api.model.events.v1.EventBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes an Event beside a request whenever it gets somewhere, for `kubectl describe`. */
public final class RequestEvents {

  private static final Logger log = LoggerFactory.getLogger(RequestEvents.class);
  private static final String CONTROLLER = "yunzhi.dev/tenant-operator";
  private static final DateTimeFormatter MICRO_TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

  /** The API server's limit for the note of an event, in characters. */
  private static final int MAX_NOTE = 1024;

  private final KubernetesClient client;
  private final Executor executor;
  private final Clock clock;

  /**
   * @param executor on which events are written: nothing waits for them
   */
  public RequestEvents(KubernetesClient client, Executor executor, Clock clock) {
    this.client = client;
    this.executor = executor;
    this.clock = clock;
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
    Event event = event(request, after);
    executor.execute(() -> write(event));
  }

  private void write(Event event) {
    try {
      client.resource(event).create();
    } catch (KubernetesClientException e) {
      // The same step, taken again after a crash, has the same name.
      if (e.getCode() != 409) {
        log.atWarn()
            .addKeyValue("namespace", event.getMetadata().getNamespace())
            .addKeyValue("name", event.getRegarding().getName())
            .setCause(e)
            .log("Event not written");
      }
    }
  }

  private Event event(TenantRequest request, TenantRequestStatus after) {
    var meta = request.getMetadata();
    String note = after.nextStep();
    return new EventBuilder()
        .withNewMetadata()
        .withNamespace(meta.getNamespace())
        .withName(meta.getName() + "." + step(request, after))
        .endMetadata()
        .withEventTime(new MicroTime(MICRO_TIME.format(clock.instant())))
        .withReportingController(CONTROLLER)
        .withReportingInstance("tenant-operator")
        .withRegarding(
            new ObjectReferenceBuilder()
                .withApiVersion(request.getApiVersion())
                .withKind(request.getKind())
                .withNamespace(meta.getNamespace())
                .withName(meta.getName())
                .withUid(meta.getUid())
                .withResourceVersion(meta.getResourceVersion())
                .build())
        .withType(isWarning(after.phase()) ? "Warning" : "Normal")
        .withReason(WireName.of(after.phase()))
        .withAction("Reconcile")
        .withNote(note.length() > MAX_NOTE ? note.substring(0, MAX_NOTE - 1) + "…" : note)
        .build();
  }

  private static String step(TenantRequest request, TenantRequestStatus after) {
    var meta = request.getMetadata();
    String step =
        String.join(
            "/",
            meta.getUid(),
            meta.getResourceVersion(),
            after.phase().name(),
            String.valueOf(after.waitingFor()));
    return UUID.nameUUIDFromBytes(step.getBytes(StandardCharsets.UTF_8))
        .toString()
        .replace("-", "")
        .substring(0, 16);
  }

  private static boolean isWarning(RequestPhase phase) {
    return phase == RequestPhase.REFUSED
        || phase == RequestPhase.REJECTED
        || phase == RequestPhase.BLOCKED;
  }
}
