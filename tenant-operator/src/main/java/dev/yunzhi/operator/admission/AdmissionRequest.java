package dev.yunzhi.operator.admission;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

/**
 * {@code AdmissionReview.request} of {@code admission.k8s.io/v1}.
 *
 * @param review as the API server sent it
 * @param namespace empty for a cluster-scoped object
 * @param name empty when the API server is to make one up
 */
record AdmissionRequest(
    JsonNode review,
    String uid,
    String operation,
    String group,
    String kind,
    String namespace,
    String name,
    String username,
    boolean dryRun) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * @throws MalformedReview when it is no AdmissionReview with a request; the message names the
   *     field
   */
  static AdmissionRequest parse(byte[] body) throws MalformedReview {
    JsonNode envelope;
    try {
      envelope = JSON.readTree(body);
    } catch (JsonProcessingException e) {
      throw new MalformedReview("the body is not JSON: " + e.getOriginalMessage());
    } catch (IOException e) {
      throw new MalformedReview("the body cannot be read: " + e.getMessage());
    }
    if (envelope == null
        || !"AdmissionReview".equals(envelope.path("kind").asText())
        || !"admission.k8s.io/v1".equals(envelope.path("apiVersion").asText())) {
      throw new MalformedReview("the body must be an AdmissionReview of admission.k8s.io/v1");
    }
    JsonNode request = envelope.path("request");
    return new AdmissionRequest(
        request,
        required(request, "/uid"),
        required(request, "/operation"),
        request.at("/kind/group").asText(),
        required(request, "/kind/kind"),
        request.path("namespace").asText(),
        request.path("name").asText(),
        required(request, "/userInfo/username"),
        request.path("dryRun").asBoolean());
  }

  private static String required(JsonNode request, String field) throws MalformedReview {
    String value = request.at(field).asText();
    if (value.isEmpty()) {
      throw new MalformedReview("request%s is missing".formatted(field.replace('/', '.')));
    }
    return value;
  }

  /** Groups of whoever sent it. */
  Set<String> groups() {
    Set<String> groups = new HashSet<>();
    review.at("/userInfo/groups").forEach(group -> groups.add(group.asText()));
    return groups;
  }

  /** Whether a field of the spec is to be other than it is. */
  boolean changes(String field) {
    return !oldObject().path("spec").path(field).equals(object().path("spec").path(field));
  }

  boolean is(String operation) {
    return this.operation.equals(operation);
  }

  /** The object as it is to be; a missing node on DELETE. */
  JsonNode object() {
    return review.path("object");
  }

  /** The object as it stands; a missing node on CREATE. */
  JsonNode oldObject() {
    return review.path("oldObject");
  }

  /**
   * @throws MalformedReview when the node is not such an object
   */
  static <T> T as(Class<T> kind, JsonNode node) throws MalformedReview {
    try {
      return JSON.treeToValue(node, kind);
    } catch (JsonProcessingException e) {
      throw new MalformedReview(
          "the object is no %s: %s".formatted(kind.getSimpleName(), e.getOriginalMessage()));
    }
  }

  /** The sender did not keep to the format. */
  static final class MalformedReview extends Exception {
    private static final long serialVersionUID = 1;

    MalformedReview(String message) {
      super(message);
    }
  }
}
