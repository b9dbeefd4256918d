package dev.yunzhi.operator.decision;

import dev.yunzhi.operator.http.RemoteClient;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what waits in the spool to the control-plane, a segment at a time, oldest first, again and
 * again until it is acknowledged: at least once, told apart there by {@code decision_id}.
 */
final class Uploader implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Uploader.class);
  private static final String LOGS = "api/v1/opa/logs";
  private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  private final Spool spool;
  private final RemoteClient client;
  private final Semaphore work = new Semaphore(1);
  private final Thread thread;
  private final Counter failures;

  Uploader(Spool spool, RemoteClient client, MeterRegistry meters) {
    this.spool = spool;
    this.client = client;
    this.failures =
        Counter.builder("yunzhi.decisions.upload.failures")
            .description("Uploads of decisions that were not acknowledged")
            .register(meters);
    this.thread = new Thread(this::run, "decision-upload");
    this.thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /** There is something to upload. */
  void wake() {
    if (work.availablePermits() == 0) {
      work.release();
    }
  }

  private void run() {
    Duration pause = FIRST_PAUSE;
    try {
      while (true) {
        if (uploadOldest()) {
          pause = FIRST_PAUSE;
          work.acquire();
        } else {
          TimeUnit.MILLISECONDS.sleep(pause.toMillis());
          pause = pause.multipliedBy(2);
          pause = pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
        }
      }
    } catch (InterruptedException e) {
      // Closed; what waits is sent by the next start.
      Thread.currentThread().interrupt();
    }
  }

  /**
   * @return whether nothing waits any more
   */
  private boolean uploadOldest() throws InterruptedException {
    try {
      for (Optional<Path> next = spool.oldest(); next.isPresent(); next = spool.oldest()) {
        int status = send(batch(next.get()));
        if (status / 100 != 2) {
          failed("the control-plane answered " + status, null);
          return false;
        }
        spool.remove(next.get());
      }
      return true;
    } catch (IOException | GeneralSecurityException e) {
      failed(String.valueOf(e.getMessage()), e);
      return false;
    }
  }

  private int send(byte[] batch)
      throws IOException, GeneralSecurityException, InterruptedException {
    var request =
        client
            .request(LOGS)
            .header("Content-Type", "application/json")
            .header("Content-Encoding", "gzip")
            .POST(HttpRequest.BodyPublishers.ofByteArray(batch));
    return client.send(request, TIMEOUT, HttpResponse.BodyHandlers.discarding()).statusCode();
  }

  /** The lines of a segment as a gzipped JSON array. */
  static byte[] batch(Path segment) throws IOException {
    byte[] lines = Files.readAllBytes(segment);
    var packed = new ByteArrayOutputStream();
    try (var out = new GZIPOutputStream(packed)) {
      out.write('[');
      int start = 0;
      for (int i = 0; i < lines.length; i++) {
        if (lines[i] == '\n') {
          if (start > 0) {
            out.write(',');
          }
          out.write(lines, start, i - start);
          start = i + 1;
        }
      }
      // What follows the last line feed was never acknowledged to anybody.
      out.write(']');
    }
    return packed.toByteArray();
  }

  private void failed(String why, Exception cause) {
    failures.increment();
    log.atWarn()
        .addKeyValue("path", LOGS)
        .addKeyValue("waiting_bytes", spool.bytes())
        .addKeyValue("why", why)
        .setCause(cause instanceof IOException ? null : cause)
        .log("Decisions are not acknowledged; they wait on disk and are sent again");
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
