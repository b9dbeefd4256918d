package dev.yunzhi.controlplane.intake;

import com.fasterxml.jackson.core.JsonParser;
import dev.yunzhi.audit.ledger.PreparedEvents;
import dev.yunzhi.controlplane.YunzhiProperties;
import dev.yunzhi.controlplane.store.Database;
import dev.yunzhi.controlplane.store.Recorder;
import dev.yunzhi.controlplane.store.Streams;
import dev.yunzhi.controlplane.web.BoundedJson;
import dev.yunzhi.controlplane.web.Problem;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.concurrent.Semaphore;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * Where API servers send their audit events and operators their decisions. The answer 204 means
 * that all of a body is durable; any other that none of it counts as sent.
 */
@RestController
class IntakeController {
  private final Database database;
  private final Recorder recorder;
  private final MeterRegistry meters;
  private final BoundedJson json;
  private final Semaphore places;
  private final Room room;
  private final String home;

  IntakeController(
      Database database, Recorder recorder, MeterRegistry meters, YunzhiProperties properties) {
    this.database = database;
    this.recorder = recorder;
    this.meters = meters;
    YunzhiProperties.Intake settings = properties.audit().intake();
    this.json = new BoundedJson(settings.maxBody().toBytes(), settings.timeToSend());
    this.places = new Semaphore(settings.concurrency());
    this.room = new Room(Math.max(settings.memory().toBytes(), settings.maxBody().toBytes()));
    this.home = properties.cluster();
  }

  @PostMapping("/api/v1/audit/intake/{cluster}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void auditEvents(@PathVariable String cluster, HttpServletRequest request) {
    take(Streams.API_AUDIT, cluster, request, AuditEvents::read);
  }

  @PostMapping({"/api/v1/opa/logs", "/api/v1/opa/logs/{partition}"})
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void decisions(HttpServletRequest request) {
    take(Streams.DECISION, home, request, Decisions::read);
  }

  /** Adds what a body has, from the parser's first token to the one that ends it. */
  @FunctionalInterface
  private interface Reading {
    void read(JsonParser body, PreparedEvents events) throws IOException;
  }

  private void take(String stream, String cluster, HttpServletRequest request, Reading reading) {
    database.requireReady();
    if (!places.tryAcquire()) {
      refused(stream, HttpStatus.TOO_MANY_REQUESTS);
      throw Room.full();
    }
    try (Room.Share share = room.share()) {
      PreparedEvents events = new PreparedEvents(stream, cluster);
      json.read(
          request,
          share::take,
          body -> {
            reading.read(body, events);
            return null;
          });
      recorder.append(events);
    } catch (Problem problem) {
      refused(stream, problem.getStatusCode());
      throw problem;
    } finally {
      places.release();
    }
  }

  private void refused(String stream, HttpStatusCode status) {
    meters
        .counter(
            "yunzhi.intake.refused", "stream", stream, "status", String.valueOf(status.value()))
        .increment();
  }
}
