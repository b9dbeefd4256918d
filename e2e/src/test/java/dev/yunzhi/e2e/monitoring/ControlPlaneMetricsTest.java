package dev.yunzhi.e2e.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yunzhi.audit.note.NoteSigner;
import dev.yunzhi.audit.note.SignatureKind;
import dev.yunzhi.e2e.cluster.Lifetime;
import dev.yunzhi.e2e.estate.ControlPlaneApi;
import dev.yunzhi.e2e.estate.Estate;
import dev.yunzhi.e2e.estate.EstateSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a control-plane tells that has something to tell: a witness that does not answer, audit
 * events that it refused, and a cloud that cannot be reached.
 */
class ControlPlaneMetricsTest {
  private static final Duration LIMIT = Duration.ofMinutes(2);

  /** Nothing listens there. */
  private static final String NOBODY = "http://127.0.0.1:1";

  private static final String CLOUD =
      """
      apiVersion: yunzhi.dev/v1alpha1
      kind: Cloud
      metadata: {name: away}
      spec:
        displayName: 无人可达的云
        kubeconfigSecret: away
        protectionLevel: 2
        region: cn-west
      """;

  @Test
  void thePageNamesEachMetricWithItsLabels(@TempDir Path directory) throws IOException {
    NoteSigner witness = NoteSigner.generate("absent.example", SignatureKind.COSIGNATURE);
    EstateSettings settings =
        EstateSettings.DEFAULT.withControlPlane(
            "--yunzhi.audit.log.witnesses[0].url=" + NOBODY,
            "--yunzhi.audit.log.witnesses[0].key=" + witness.verifier());
    try (Estate estate = Estate.start(directory, Lifetime.OF_THIS_JVM, settings, told -> {})) {
      ControlPlaneApi intake =
          estate.apiWithToken(Files.readString(directory.resolve("intake-token")));
      // While the API server's own events fill the intake it answers 429: come again.
      Awaitility.await()
          .atMost(LIMIT)
          .until(() -> intake.post("/api/v1/audit/intake/home", "{}").statusCode() == 400);
      estate.kubectl(estate.cluster().kubeconfig(), CLOUD, "apply", "-f", "-").orThrow();
      Awaitility.await()
          .atMost(LIMIT)
          .untilAsserted(
              () ->
                  assertThat(
                          new Exposition(estate.controlPlane().read("/metrics")).metrics("yunzhi_"))
                      .isEqualTo(MetricsPage.CONTROL_PLANE.metrics()));
    }
  }
}
