package dev.yunzhi.e2e.bench;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.yunzhi.e2e.cluster.Command;
import dev.yunzhi.e2e.cluster.Programs;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * {@code opa eval} over all Pods of a cluster, read beforehand into one file. Of a context each Pod
 * has the instant and no exception, so whatever goes by tenant or namespace finds nothing.
 */
final class OpaEval {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Counts the findings, so that they need not be printed. */
  private static final String QUERY =
      "count([f | some i in data.bench.inputs; some f in data.yunzhi.findings with input as i])";

  /**
   * What it came to.
   *
   * @param seconds from its start to its end, the reading of policies and objects included
   */
  record Outcome(long findings, double seconds) {}

  /** Puts all Pods into a file, each as the input of an evaluation. */
  static void write(KubernetesClient client, Path file) throws IOException {
    try (JsonGenerator out = JSON.createGenerator(Files.newBufferedWriter(file))) {
      Map<String, Object> context =
          Map.of("now", Instant.now().toString(), "exceptions", List.of());
      out.writeStartObject();
      out.writeObjectFieldStart("bench");
      out.writeArrayFieldStart("inputs");
      String proceed = null;
      do {
        var options = new ListOptionsBuilder().withLimit(500L).withContinue(proceed).build();
        var page = client.pods().inAnyNamespace().list(options);
        for (Pod pod : page.getItems()) {
          out.writePOJO(Map.of("review", review(pod), "context", context));
        }
        proceed = page.getMetadata().getContinue();
      } while (proceed != null && !proceed.isEmpty());
      out.writeEndArray();
      out.writeEndObject();
      out.writeEndObject();
    }
  }

  private static Map<String, Object> review(Pod pod) {
    pod.getMetadata().setManagedFields(null);
    pod.setStatus(null);
    return Map.of(
        "operation",
        "CREATE",
        "kind",
        Map.of("group", "", "version", "v1", "kind", "Pod"),
        "resource",
        Map.of("group", "", "version", "v1", "resource", "pods"),
        "namespace",
        pod.getMetadata().getNamespace(),
        "name",
        pod.getMetadata().getName(),
        "object",
        pod);
  }

  static Outcome run(Path policies, Path inputs) {
    long start = System.nanoTime();
    String answer =
        new Command(Programs.path("opa"), Map.of())
            .run(
                "",
                List.of(
                    "eval",
                    "--format=raw",
                    // As a bundle it would own all data, the objects too.
                    "--data",
                    policies.toString(),
                    "--data",
                    inputs.toString(),
                    QUERY))
            .orThrow();
    return new Outcome(Long.parseLong(answer.trim()), (System.nanoTime() - start) / 1e9);
  }

  private OpaEval() {}
}
