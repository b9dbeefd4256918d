package dev.yunzhi.e2e.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;

/**
 * Two reviews of a Pod as kube-apiserver sends them: one that passes, and the same Pod with a
 * container that is privileged.
 */
final class PodReviews {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** For our webhook: the first passes, the second fails. */
  static List<byte[]> forAdmission() throws IOException {
    return List.of(JSON.writeValueAsBytes(passing()), JSON.writeValueAsBytes(failing()));
  }

  /** The same for OPA's own server, which is given the least of a context. */
  static List<byte[]> forOpa() throws IOException {
    return List.of(input(passing()), input(failing()));
  }

  private static byte[] input(JsonNode review) throws IOException {
    ObjectNode input = JSON.createObjectNode();
    input.set("review", review.path("request"));
    input.putObject("context").put("now", Instant.now().toString()).putArray("exceptions");
    return JSON.writeValueAsBytes(JSON.createObjectNode().set("input", input));
  }

  private static JsonNode passing() throws IOException {
    try (InputStream in = PodReviews.class.getResourceAsStream("pod-review.json")) {
      return JSON.readTree(in);
    }
  }

  private static JsonNode failing() throws IOException {
    JsonNode review = passing();
    ((ObjectNode) review.at("/request/object/spec/containers/0/securityContext"))
        .put("privileged", true);
    return review;
  }

  private PodReviews() {}
}
