package dev.yunzhi.e2e.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.yunzhi.e2e.cluster.Programs;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code templates/monitoring}: what Prometheus and Grafana are handed, if asked for. */
class MonitoringTemplatesTest {

  private static final Path FILES = Programs.root().resolve("helm/yunzhi/files");

  @Test
  void nothingOfItIsInstalledUnasked() {
    Manifest defaults = Chart.template();

    assertThat(defaults.all(GenericKubernetesResource.class))
        .noneMatch(object -> object.getApiVersion().startsWith("monitoring.coreos.com/"));
    assertThat(defaults.all(ConfigMap.class))
        .extracting(map -> map.getMetadata().getName())
        .doesNotContain("yunzhi-dashboard");
  }

  @Test
  void theRulesAreThoseOfTheFile() throws IOException {
    var rule =
        one(
            "PrometheusRule",
            "yunzhi",
            "monitoring.rules.enabled=true",
            "monitoring.rules.labels={\"release\":\"prometheus\"}");

    JsonNode spec = new ObjectMapper().valueToTree(rule.getAdditionalProperties().get("spec"));
    assertThat(spec).isEqualTo(new YAMLMapper().readTree(FILES.resolve("alerts.yaml").toFile()));
    assertThat(rule.getMetadata().getLabels()).containsEntry("release", "prometheus");
  }

  @Test
  void theDashboardIsThatOfTheFileUnderTheLabelOfGrafanasSidecar() throws IOException {
    ConfigMap map =
        Chart.template("monitoring.dashboard.enabled=true")
            .one(ConfigMap.class, "yunzhi-dashboard");

    assertThat(map.getMetadata().getLabels()).containsEntry("grafana_dashboard", "1");
    assertThat(map.getData().get("yunzhi.json").strip())
        .isEqualTo(Files.readString(FILES.resolve("dashboard.json")).strip());
  }

  @Test
  void bothProgramsAreScrapedUnderTheNameThatTheirCertificatesAreGoodFor() {
    for (String program : List.of("tenant-operator", "control-plane")) {
      var monitor = one("PodMonitor", program, "monitoring.podMonitor.enabled=true");
      JsonNode spec = new ObjectMapper().valueToTree(monitor.getAdditionalProperties().get("spec"));
      JsonNode endpoint = spec.at("/podMetricsEndpoints/0");

      assertThat(endpoint.at("/tlsConfig/serverName").asText())
          .isEqualTo(program + ".yunzhi-system.svc");
      assertThat(endpoint.path("scheme").asText()).isEqualTo("https");
      var pod = Chart.template().one(Deployment.class, program).getSpec().getTemplate();
      assertThat(pod.getMetadata().getLabels())
          .containsEntry(
              "app.kubernetes.io/name",
              spec.at("/selector/matchLabels").path("app.kubernetes.io/name").asText());
      assertThat(pod.getSpec().getContainers().get(0).getPorts())
          .anyMatch(port -> port.getName().equals(endpoint.path("port").asText()));
    }
  }

  @Test
  void aProgramThatRunsElsewhereIsNotLookedForHere() {
    Manifest manifest =
        Chart.template(
            "monitoring.podMonitor.enabled=true",
            "operator.enabled=false",
            "controlPlane.enabled=false",
            "local.webhookUrl=\"https://127.0.0.1:8443\"");

    assertThat(manifest.objects()).noneMatch(object -> object.getKind().equals("PodMonitor"));
  }

  private static GenericKubernetesResource one(String kind, String name, String... values) {
    List<HasMetadata> found =
        Chart.template(values).objects().stream()
            .filter(o -> o.getKind().equals(kind) && o.getMetadata().getName().equals(name))
            .toList();
    assertThat(found).as(kind + " " + name).hasSize(1);
    return (GenericKubernetesResource) found.get(0);
  }
}
