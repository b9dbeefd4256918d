package dev.yunzhi.operator.scan;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.yunzhi.policy.Finding;
import java.util.List;

/**
 * What came of one object.
 *
 * @param review that was judged
 * @param findings exempt ones too; empty when it could not be judged
 * @param failure why it could not be judged; null when it was
 * @param nanos that it took
 */
record Judged(
    ScannedKind kind, ObjectNode review, List<Finding> findings, String failure, long nanos) {

  String namespace() {
    return review.path("namespace").asText();
  }

  ObjectKey key() {
    return ObjectKey.of(kind, review.path("object"));
  }

  String uid() {
    return review.at("/object/metadata/uid").asText();
  }

  String apiVersion() {
    return review.at("/object/apiVersion").asText();
  }
}
