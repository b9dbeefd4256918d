package dev.yunzhi.operator.reconcile;

import dev.yunzhi.operator.condition.EventReason;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.MicroTime;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.api.model.events.v1.EventBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.UUID;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes Events, for `kubectl describe`. Nothing waits for them, and none is written twice. */
public final class EventWriter {

  private static final Logger log = LoggerFactory.getLogger(EventWriter.class);
  private static final String CONTROLLER = "yunzhi.dev/tenant-operator";
  private static final DateTimeFormatter MICRO_TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

  /** The API server's limit for the note of an event, in characters. */
  private static final int MAX_NOTE = 1024;

  /** Where the API server wants the events of what has no namespace. */
  private static final String OF_CLUSTER_SCOPED = "default";

  private final KubernetesClient client;
  private final Executor executor;
  private final Clock clock;

  /**
   * @param executor on which events are written
   */
  public EventWriter(KubernetesClient client, Executor executor, Clock clock) {
    this.client = client;
    this.executor = executor;
    this.clock = clock;
  }

  /** What an event is about: this object, as it is now. */
  public static ObjectReference about(HasMetadata object) {
    var meta = object.getMetadata();
    return new ObjectReferenceBuilder()
        .withApiVersion(object.getApiVersion())
        .withKind(object.getKind())
        .withNamespace(meta.getNamespace())
        .withName(meta.getName())
        .withUid(meta.getUid())
        .withResourceVersion(meta.getResourceVersion())
        .build();
  }

  /**
   * Writes one event.
   *
   * @param step what tells this event from the others about the object; the same step has the same
   *     event, so that one that is taken again after a crash is not told twice
   */
  public void write(ObjectReference about, EventReason reason, String note, String step) {
    String namespace = about.getNamespace() == null ? OF_CLUSTER_SCOPED : about.getNamespace();
    Event event =
        new EventBuilder()
            .withNewMetadata()
            .withNamespace(namespace)
            .withName(about.getName() + "." + digest(about.getUid() + "/" + step))
            .endMetadata()
            .withEventTime(new MicroTime(MICRO_TIME.format(clock.instant())))
            .withReportingController(CONTROLLER)
            .withReportingInstance("tenant-operator")
            .withRegarding(about)
            .withType(reason.type())
            .withReason(reason.wire())
            .withAction("Reconcile")
            .withNote(note.length() > MAX_NOTE ? note.substring(0, MAX_NOTE - 1) + "…" : note)
            .build();
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

  private static String digest(String step) {
    return UUID.nameUUIDFromBytes(step.getBytes(StandardCharsets.UTF_8))
        .toString()
        .replace("-", "")
        .substring(0, 16);
  }
}
