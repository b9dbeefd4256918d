package dev.yunzhi.operator.policy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The review that stands for an object that exists: its creation, as it stands. Pure. */
public final class StoredReview {

  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * What the object is.
   *
   * @param group empty for Kubernetes' core
   * @param plural as it stands in paths
   */
  public record Type(String group, String version, String kind, String plural) {}

  /**
   * Makes it.
   *
   * @param username of who asks; empty for nobody
   * @param object becomes part of the review, without what admission is not shown of an object that
   *     is created
   */
  public static ObjectNode of(Type type, String username, ObjectNode object) {
    object.remove("status");
    JsonNode meta = object.path("metadata");
    if (meta instanceof ObjectNode fields) {
      // Who wrote which field is no matter of policy.
      fields.remove("managedFields");
    }
    ObjectNode review =
        JSON.createObjectNode()
            .put("uid", meta.path("uid").asText())
            .put("operation", "CREATE")
            .put("name", meta.path("name").asText());
    if (meta.has("namespace")) {
      review.put("namespace", meta.path("namespace").asText());
    }
    review
        .putObject("kind")
        .put("group", type.group())
        .put("version", type.version())
        .put("kind", type.kind());
    review
        .putObject("resource")
        .put("group", type.group())
        .put("version", type.version())
        .put("resource", type.plural());
    review.putObject("userInfo").put("username", username);
    review.set("object", object);
    return review;
  }

  private StoredReview() {}
}
