package dev.yunzhi.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The database comes late, dies without a word, and comes back. */
class DatabaseLossTest {
  private static final String EVENTS =
      """
      {"kind":"EventList","apiVersion":"audit.k8s.io/v1","items":[{"auditID":"%s",
       "stage":"ResponseComplete","stageTimestamp":"2026-11-24T08:00:00Z","requestURI":"/api"}]}""";

  @TempDir private Path directory;

  private EmbeddedPostgres database(int port) throws IOException {
    return TestDatabase.durable()
        .setPort(port)
        .setDataDirectory(directory.resolve("data"))
        .setCleanDataDirectory(false)
        .start();
  }

  private static int send(TestControlPlane app, String id) {
    return app.post(
            "/api/v1/audit/intake/home", TestControlPlane.INTAKE_TOKEN, EVENTS.formatted(id))
        .statusCode();
  }

  @Test
  void isWaitedForAndSurvived() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    String url = "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
    try (TestControlPlane app = new TestControlPlane(url, directory)) {
      assertThat(app.send(HttpRequest.newBuilder(app.uri("/healthz"))).statusCode()).isEqualTo(200);
      assertThat(app.send(HttpRequest.newBuilder(app.uri("/readyz"))).statusCode()).isEqualTo(503);
      HttpResponse<String> early = app.get("audit", "/api/v1/audit/head");
      assertThat(early.statusCode()).isEqualTo(503);
      assertThat(early.headers().firstValue("Retry-After")).isPresent();
      assertThat(send(app, "early")).isEqualTo(503);

      long size;
      try (EmbeddedPostgres first = database(port)) {
        app.awaitReady();
        assertThat(send(app, "before")).isEqualTo(204);
        size = TestControlPlane.json(app.get("audit", "/api/v1/audit/head")).get("size").asLong();
        kill();
      }
      assertThat(send(app, "meanwhile")).isEqualTo(503);
      assertThat(app.send(HttpRequest.newBuilder(app.uri("/readyz"))).statusCode()).isEqualTo(503);

      try (EmbeddedPostgres second = database(port)) {
        app.awaitReady();
        Awaitility.await()
            .atMost(Duration.ofSeconds(30))
            .until(() -> send(app, "before") == 204 && send(app, "meanwhile") == 204);
        assertThat(
                TestControlPlane.json(app.get("audit", "/api/v1/audit/head")).get("size").asLong())
            .isEqualTo(size + 1);
      }
    }
  }

  /** As the kernel does it when memory runs out. */
  private void kill() throws IOException, InterruptedException {
    Path pidFile = directory.resolve("data").resolve("postmaster.pid");
    long pid = Long.parseLong(Files.readAllLines(pidFile).get(0).strip());
    ProcessHandle postmaster = ProcessHandle.of(pid).orElseThrow();
    postmaster.destroyForcibly();
    Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> !postmaster.isAlive());
    // The pid file stays behind, and with it the belief that a server runs.
    Files.delete(pidFile);
  }
}
