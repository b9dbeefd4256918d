package dev.yunzhi.operator.admission;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/**
 * What admission answers.
 *
 * @param code of the denial; ignored when allowed
 * @param message of the denial; null when allowed
 * @param warnings shown to the sender; each at most 256 characters
 * @param patch RFC 6902; null when nothing is changed
 */
record AdmissionAnswer(
    boolean allowed, int code, String message, List<String> warnings, ArrayNode patch) {

  private static final ObjectMapper JSON = new ObjectMapper();

  static final AdmissionAnswer ALLOWED = new AdmissionAnswer(true, 200, null, List.of(), null);

  static AdmissionAnswer allowed(List<String> warnings) {
    return new AdmissionAnswer(true, 200, null, warnings, null);
  }

  /** Not permitted. */
  static AdmissionAnswer denied(String message) {
    return new AdmissionAnswer(false, 403, message, List.of(), null);
  }

  /** Could not be judged, which is as good as not permitted. */
  static AdmissionAnswer failed(String message) {
    return new AdmissionAnswer(false, 500, message, List.of(), null);
  }

  /**
   * @param patch empty when nothing is to be changed
   */
  static AdmissionAnswer patched(ArrayNode patch) {
    return new AdmissionAnswer(true, 200, null, List.of(), patch.isEmpty() ? null : patch);
  }

  /** The AdmissionReview that is sent back. */
  ObjectNode review(String uid) {
    ObjectNode review =
        JSON.createObjectNode()
            .put("apiVersion", "admission.k8s.io/v1")
            .put("kind", "AdmissionReview");
    ObjectNode response = review.putObject("response").put("uid", uid).put("allowed", allowed);
    if (!allowed) {
      response
          .putObject("status")
          .put("status", "Failure")
          .put("code", code)
          .put("reason", code == 403 ? "Forbidden" : "InternalError")
          .put("message", message);
    }
    if (!warnings.isEmpty()) {
      warnings.forEach(response.putArray("warnings")::add);
    }
    if (patch != null) {
      byte[] text = patch.toString().getBytes(StandardCharsets.UTF_8);
      response.put("patchType", "JSONPatch").put("patch", Base64.getEncoder().encodeToString(text));
    }
    return review;
  }
}
