package dev.yunzhi.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditWebhookTest {

  @Test
  void changesArriveInFullAndSecretsWithoutTheirContent(@TempDir Path directory) throws Exception {
    Certificate certificate = LocalCluster.certificate(directory, "sink", "localhost", "127.0.0.1");
    Path token = Files.writeString(directory.resolve("token"), "only for this test");
    try (AuditSink sink = AuditSink.start(certificate, "only for this test");
        LocalCluster cluster =
            LocalCluster.start(
                directory,
                new AuditWebhook(sink.url(), token, LocalCluster.authority(directory)))) {
      cluster
          .client()
          .resource(
              new ConfigMapBuilder()
                  .withNewMetadata()
                  .withNamespace("default")
                  .withName("seen")
                  .endMetadata()
                  .addToData("key", "content of the map")
                  .build())
          .create();
      cluster
          .client()
          .resource(
              new SecretBuilder()
                  .withNewMetadata()
                  .withNamespace("default")
                  .withName("hidden")
                  .endMetadata()
                  .withStringData(Map.of("key", "content of the secret"))
                  .build())
          .create();

      await()
          .atMost(Duration.ofMinutes(1))
          .until(() -> named(sink, "seen").size() + named(sink, "hidden").size() == 2);

      JsonNode seen = named(sink, "seen").get(0);
      assertThat(seen.at("/verb").asText()).isEqualTo("create");
      assertThat(seen.at("/user/username").asText()).isEqualTo("admin");
      assertThat(seen.at("/requestObject/data/key").asText()).isEqualTo("content of the map");
      assertThat(seen.at("/responseObject/metadata/uid").asText()).isNotEmpty();
      JsonNode hidden = named(sink, "hidden").get(0);
      assertThat(hidden.at("/level").asText()).isEqualTo("Metadata");
      assertThat(hidden.toString()).doesNotContain("content of the secret");
      assertThat(sink.events())
          .noneMatch(event -> event.at("/objectRef/resource").asText().equals("leases"));
      assertThat(sink.refused()).isZero();
    }
  }

  private static List<JsonNode> named(AuditSink sink, String name) {
    return StreamSupport.stream(sink.events().spliterator(), false)
        .filter(event -> event.at("/objectRef/name").asText().equals(name))
        .toList();
  }
}
