package dev.yunzhi.operator.bundle;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.yunzhi.operator.controlplane.AgentLabels;
import dev.yunzhi.operator.http.RemoteClient;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the control-plane what this replica enforces, by OPA's <a
 * href="https://www.openpolicyagent.org/docs/management-status">Status API</a>: after each change,
 * and at an interval, by which it is known to live.
 */
final class StatusReporter implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(StatusReporter.class);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final Duration LONGEST_RETRY = Duration.ofSeconds(5);

  private final RemoteClient client;
  private final AgentLabels labels;
  private final String name;
  private final BundleState state;
  private final Duration interval;
  private final Semaphore changed = new Semaphore(0);
  private final Thread thread;
  private boolean failing;

  /**
   * @param name of the bundle
   * @param interval between two reports without a change
   */
  StatusReporter(
      RemoteClient client, AgentLabels labels, String name, BundleState state, Duration interval) {
    this.client = client;
    this.labels = labels;
    this.name = name;
    this.state = state;
    this.interval = interval;
    this.thread = new Thread(this::run, "bundle-status");
    this.thread.setDaemon(true);
  }

  void start() {
    state.onChange(changed::release);
    thread.start();
  }

  private void run() {
    try {
      while (true) {
        changed.drainPermits();
        Duration next =
            report() || interval.compareTo(LONGEST_RETRY) < 0 ? interval : LONGEST_RETRY;
        var unused = changed.tryAcquire(next.toMillis(), TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean report() throws InterruptedException {
    String why;
    try {
      var request =
          client
              .request("api/v1/opa/status")
              .header("Content-Type", "application/json")
              .POST(BodyPublishers.ofString(status().toString()));
      int status = client.send(request, TIMEOUT, BodyHandlers.discarding()).statusCode();
      if (status / 100 == 2) {
        failing = false;
        return true;
      }
      why = "the control-plane answered " + status;
    } catch (IOException | GeneralSecurityException e) {
      why = String.valueOf(e.getMessage());
    }
    if (!failing) {
      log.atWarn().addKeyValue("why", why).log("What is enforced cannot be reported; trying again");
    }
    failing = true;
    return false;
  }

  private ObjectNode status() {
    Enforced now = state.now();
    ObjectNode status = JSON.createObjectNode();
    status.set("labels", labels.json());
    ObjectNode bundle =
        status
            .putObject("bundles")
            .putObject(name)
            .put("name", name)
            .put("active_revision", now.revision())
            .put("type", "snapshot");
    put(bundle, "last_successful_activation", now.activated());
    put(bundle, "last_successful_download", now.downloaded());
    put(bundle, "last_successful_request", now.answered());
    put(bundle, "last_request", now.requested());
    if (now.size() > 0) {
      bundle.put("size", now.size());
    }
    if (now.error() != null) {
      bundle.put("code", "bundle_error").put("message", now.error());
    }
    return status;
  }

  private static void put(ObjectNode bundle, String field, Instant time) {
    if (time != null) {
      bundle.put(field, time.toString());
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
