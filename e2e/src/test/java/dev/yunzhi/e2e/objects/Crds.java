package dev.yunzhi.e2e.objects;

import com.fasterxml.jackson.databind.JsonNode;
import dev.yunzhi.api.v1alpha1.Yunzhi;
import dev.yunzhi.e2e.cluster.LocalCluster;
import dev.yunzhi.e2e.cluster.Programs;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The CRDs of the chart. */
final class Crds {

  private static final Path FOLDER = Programs.root().resolve("helm/yunzhi/crds");

  private Crds() {}

  /**
   * Puts the CRDs alone, without the rest of the chart, into the cluster, and waits until they are
   * served.
   */
  static void install(LocalCluster cluster) {
    cluster.kubectl("apply", "--server-side", "-f", FOLDER.toString()).orThrow();
    cluster
        .kubectl("wait", "--for=condition=Established", "--timeout=60s", "-f", FOLDER.toString())
        .orThrow();
  }

  /** The schemas of whole objects of our own kinds, by plural. */
  static Map<String, JsonNode> schemas() throws IOException {
    Map<String, JsonNode> schemas = new TreeMap<>();
    try (Stream<Path> files = Files.list(FOLDER)) {
      for (Path file : files.toList()) {
        JsonNode crd = Serialization.yamlMapper().readTree(file.toFile());
        if (crd.at("/spec/group").asText().equals(Yunzhi.GROUP)) {
          schemas.put(
              crd.at("/spec/names/plural").asText(),
              crd.at("/spec/versions/0/schema/openAPIV3Schema"));
        }
      }
    }
    return schemas;
  }
}
