package dev.yunzhi.e2e.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Writes of the operator, by the API server's own audit log. */
final class WritesInAudit {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String OPERATOR = "system:serviceaccount:yunzhi-system:tenant-operator";
  private static final Set<String> WRITES =
      Set.of("create", "update", "patch", "delete", "deletecollection");

  /**
   * Requests that the operator sent since an instant, other than leases and events, which the audit
   * policy leaves out.
   *
   * @return verb and URI of each
   */
  static List<String> since(Instant from, Path auditLog) throws IOException {
    try (Stream<String> lines = Files.lines(auditLog)) {
      return lines
          .filter(line -> line.contains(OPERATOR))
          .map(WritesInAudit::parse)
          .filter(event -> OPERATOR.equals(event.at("/user/username").asText()))
          .filter(event -> WRITES.contains(event.path("verb").asText()))
          .filter(
              event -> Instant.parse(event.path("requestReceivedTimestamp").asText()).isAfter(from))
          .map(event -> event.path("verb").asText() + " " + event.path("requestURI").asText())
          .toList();
    }
  }

  private static JsonNode parse(String line) {
    try {
      return JSON.readTree(line);
    } catch (IOException e) {
      // The last line may still be written.
      return JSON.createObjectNode();
    }
  }

  private WritesInAudit() {}
}
