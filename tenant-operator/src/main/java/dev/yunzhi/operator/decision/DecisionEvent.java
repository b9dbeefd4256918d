package dev.yunzhi.operator.decision;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.yunzhi.operator.policy.Judgement;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Collection;
import java.util.HexFormat;
import java.util.UUID;
import org.erdtman.jcs.JsonCanonicalizer;

/**
 * One decision in the format of OPA's <a
 * href="https://www.openpolicyagent.org/docs/management-decision-logs">Decision Log API</a>. Of the
 * object under review it holds who, what and where, and a digest: never its data.
 */
final class DecisionEvent {

  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * Where an object belongs.
   *
   * @param tenant null when it is in none
   * @param department null when it is in none
   */
  record Place(String tenant, String department) {}

  /**
   * @param labels of this program, the same for all its decisions
   * @param request {@code AdmissionReview.request}; its uid becomes the decision's, so that a
   *     review that is sent twice is one decision
   */
  static ObjectNode of(
      ObjectNode labels, JsonNode request, Judgement judgement, Place place, Instant now) {
    ObjectNode event = JSON.createObjectNode();
    event.set("labels", labels);
    event.put("decision_id", id(request));
    event.put("timestamp", now.toString());
    event.put("path", "yunzhi/findings");
    event.put("revision", judgement.revision());
    event.put("requested_by", request.at("/userInfo/username").asText());
    event.set("input", input(request, place));
    event.set("result", JSON.valueToTree(judgement.findings()));
    event.putObject("metrics").put("timer_rego_query_eval_ns", judgement.took().toNanos());
    return event;
  }

  /**
   * A finding of the background scan, which is a decision of its own each time that what stands
   * against an object changes.
   *
   * @param request as if the object were created; nobody asks for it
   * @param resolved ids of the policies that found something before and do so no more
   */
  static ObjectNode ofScan(
      ObjectNode labels,
      JsonNode request,
      Judgement judgement,
      Collection<String> resolved,
      Place place,
      Instant now) {
    ObjectNode event = of(labels, request, judgement, place, now);
    event.put("decision_id", UUID.randomUUID().toString());
    event.put("requested_by", "");
    ObjectNode input = event.withObjectProperty("input").put("operation", "SCAN");
    resolved.forEach(input.putArray("resolved")::add);
    return event;
  }

  private static String id(JsonNode request) {
    String uid = request.path("uid").asText();
    return uid.isEmpty() ? UUID.randomUUID().toString() : uid;
  }

  private static ObjectNode input(JsonNode request, Place place) {
    JsonNode object = object(request);
    ObjectNode input =
        JSON.createObjectNode()
            .put("kind", request.at("/kind/kind").asText())
            .put("namespace", request.path("namespace").asText())
            .put("name", request.path("name").asText())
            .put("operation", request.path("operation").asText())
            .put("uid", object.at("/metadata/uid").asText())
            .put("user", request.at("/userInfo/username").asText())
            .put("digest", digest(object));
    if (place.tenant() != null) {
      input.put("tenant", place.tenant());
    }
    if (place.department() != null) {
      input.put("department", place.department());
    }
    return input;
  }

  /** The object under review; of a deletion, what is deleted. */
  static JsonNode object(JsonNode request) {
    JsonNode object = request.path("object");
    return object.isObject() ? object : request.path("oldObject");
  }

  /** SHA-256 of the object's canonical JSON (RFC 8785), {@code sha256:} and hexadecimal. */
  private static String digest(JsonNode object) {
    try {
      byte[] canonical = new JsonCanonicalizer(object.toString()).getEncodedUTF8();
      return "sha256:"
          + HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(canonical));
    } catch (IOException | NoSuchAlgorithmException e) {
      throw new IllegalStateException("cannot digest what was read from JSON", e);
    }
  }

  private DecisionEvent() {}
}
