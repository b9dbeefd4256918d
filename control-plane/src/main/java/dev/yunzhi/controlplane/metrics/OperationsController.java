package dev.yunzhi.controlplane.metrics;

import dev.yunzhi.controlplane.store.Database;
import io.micrometer.prometheus.PrometheusMeterRegistry;
import io.prometheus.client.exporter.common.TextFormat;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What the platform asks a program: does it live, can it work, and how is it doing. */
@RestController
class OperationsController {
  private static final int DATABASE_SECONDS = 2;

  private final PrometheusMeterRegistry registry;
  private final Database database;
  private final DataSource source;

  OperationsController(PrometheusMeterRegistry registry, Database database, DataSource source) {
    this.registry = registry;
    this.database = database;
    this.source = source;
  }

  @GetMapping(value = "/healthz", produces = MediaType.TEXT_PLAIN_VALUE)
  String alive() {
    return "ok\n";
  }

  /** Ready means that an event sent now can be made durable. */
  @GetMapping(value = "/readyz", produces = MediaType.TEXT_PLAIN_VALUE)
  ResponseEntity<String> ready() {
    if (!database.isReady()) {
      return notReady("the database has not been reached since the start");
    }
    try (Connection connection = source.getConnection()) {
      return connection.isValid(DATABASE_SECONDS)
          ? ResponseEntity.ok("ok\n")
          : notReady("the database does not answer");
    } catch (SQLException e) {
      return notReady("the database does not answer");
    }
  }

  private static ResponseEntity<String> notReady(String reason) {
    return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE).body(reason + "\n");
  }

  @GetMapping("/metrics")
  ResponseEntity<String> metrics() {
    return ResponseEntity.ok()
        .contentType(MediaType.parseMediaType(TextFormat.CONTENT_TYPE_004))
        .body(registry.scrape());
  }
}
