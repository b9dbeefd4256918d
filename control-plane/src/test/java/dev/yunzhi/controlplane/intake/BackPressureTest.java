package dev.yunzhi.controlplane.intake;

import static dev.yunzhi.controlplane.TestControlPlane.OPERATOR_TOKEN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.yunzhi.controlplane.TestControlPlane;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who sends more decisions than can be worked on is told to come again, and does. */
class BackPressureTest {
  private static final String LOGS = "/api/v1/opa/logs";

  @Test
  void oneTooManyIsToldWhenToComeAgain(@TempDir Path directory) throws IOException {
    try (var app = new TestControlPlane(directory, "--yunzhi.audit.intake.concurrency=1");
        var slowly = new PipedOutputStream()) {
      app.awaitReady();
      var body = new PipedInputStream(slowly);
      var slow =
          app.client.sendAsync(
              HttpRequest.newBuilder(app.uri(LOGS))
                  .header("Authorization", "Bearer " + OPERATOR_TOKEN)
                  .header("Content-Type", "application/json")
                  .POST(HttpRequest.BodyPublishers.ofInputStream(() -> body))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      slowly.write("[".getBytes(StandardCharsets.UTF_8));
      slowly.flush();

      HttpResponse<String> refused =
          Awaitility.await()
              .atMost(Duration.ofSeconds(60))
              .until(
                  () -> app.post(LOGS, OPERATOR_TOKEN, "[]"), answer -> answer.statusCode() == 429);
      assertThat(refused.headers().firstValue("Retry-After")).hasValue("1");

      slowly.write("]".getBytes(StandardCharsets.UTF_8));
      slowly.close();
      assertThat(slow.join().statusCode()).isEqualTo(204);
      assertThat(app.post(LOGS, OPERATOR_TOKEN, "[]").statusCode()).isEqualTo(204);
    }
  }
}
