package dev.yunzhi.e2e.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.yunzhi.e2e.estate.ControlPlaneApi;
import dev.yunzhi.e2e.estate.Estate;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;

/**
 * The auditor's part of the demonstration: the assets as of now, exported, and the head of the
 * record.
 */
final class AuditorsReport {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);
  private static final int PATIENCE_SECONDS = 60;

  private final Estate estate;
  private final Narration narration;
  private final Clock clock;

  AuditorsReport(Estate estate, Narration narration, Clock clock) {
    this.estate = estate;
    this.narration = narration;
    this.clock = clock;
  }

  void fetch() throws IOException {
    narration.chapter("审计", "Audit");
    ControlPlaneApi auditor = estate.api("auditor");
    awaitDeployment(auditor);
    Path file = estate.reports().resolve("assets-" + NAME.format(clock.instant()) + ".csv");
    auditor.download("/api/v1/reports/assets?format=csv", file);
    List<String> lines = Files.readAllLines(file);
    narration.tell("the auditor's asset report has %d rows: %s".formatted(lines.size() - 1, file));
    JsonNode head = JSON.readTree(ok(auditor.get("/api/v1/audit/head")));
    narration.tell(
        "the record has %d leaves; the root of their tree is %s"
            .formatted(head.path("size").asLong(), head.path("rootHash").asText()));
  }

  /** The inventory learns of the workload a moment after the API server does. */
  private static void awaitDeployment(ControlPlaneApi auditor) throws IOException {
    long end = System.nanoTime() + PATIENCE_SECONDS * 1_000_000_000L;
    while (true) {
      JsonNode found =
          JSON.readTree(ok(auditor.get("/api/v1/assets?tenant=huzhou-health&kind=Deployment")));
      if (!found.path("items").isEmpty()) {
        return;
      }
      if (System.nanoTime() > end) {
        throw new IOException(
            "the Deployment is not among the assets after " + PATIENCE_SECONDS + " s");
      }
      try {
        Thread.sleep(100);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted while waiting for the inventory", e);
      }
    }
  }

  private static String ok(HttpResponse<String> answer) throws IOException {
    if (answer.statusCode() != 200) {
      throw new IOException(answer.uri() + ": " + answer.statusCode() + " " + answer.body());
    }
    return answer.body();
  }
}
