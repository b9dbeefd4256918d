package dev.yunzhi.policy.gatekeeper;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * What a constraint is held against.
 *
 * @param request {@code AdmissionReview.request}, as templates read it under {@code input.review};
 *     it is not changed
 * @param namespace the Namespace that the object is in; null when it is in none, or unknown
 * @param source whether the object was sent as it is
 * @param point where the constraint would be enforced
 */
public record Review(JsonNode request, JsonNode namespace, Source source, EnforcementPoint point) {

  public Review {
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(point, "point");
    request = withDeletedObject(request);
  }

  /** Templates judge a deletion by the object that is deleted, which they expect as any other. */
  private static JsonNode withDeletedObject(JsonNode request) {
    boolean deletes = request.path("operation").asText().equals("DELETE");
    if (deletes && !request.path("object").isObject() && request.path("oldObject").isObject()) {
      ObjectNode copy = request.deepCopy();
      copy.set("object", request.path("oldObject"));
      return copy;
    }
    return request;
  }

  /** The object and what it was before, so far as there are any. */
  List<JsonNode> objects() {
    return Stream.of(request.path("object"), request.path("oldObject"))
        .filter(JsonNode::isObject)
        .toList();
  }
}
