package dev.yunzhi.operator.scan;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The review that stands for an existing object: its creation, as it stands. Nobody asks for it, so
 * its user has no name. Pure.
 */
final class ScanReview {

  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * Makes it.
   *
   * @param object becomes part of the review
   */
  static ObjectNode of(ServedKind kind, ObjectNode object) {
    var meta = object.path("metadata");
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
        .put("group", kind.kind().group())
        .put("version", kind.version())
        .put("kind", kind.kind().kind());
    review
        .putObject("resource")
        .put("group", kind.kind().group())
        .put("version", kind.version())
        .put("resource", kind.kind().plural());
    review.putObject("userInfo").put("username", "");
    review.set("object", object);
    return review;
  }

  private ScanReview() {}
}
