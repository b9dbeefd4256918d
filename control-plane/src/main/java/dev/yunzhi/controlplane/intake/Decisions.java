package dev.yunzhi.controlplane.intake;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.yunzhi.audit.ledger.PreparedEvents;
import dev.yunzhi.controlplane.web.Problem;
import java.io.IOException;

/** Makes ledger events of what OPA's Decision Log API uploads: an array of decisions. */
final class Decisions {
  private Decisions() {}

  /**
   * Redacted, in the order that they came in.
   *
   * @param json at its first token
   * @throws Problem 400 at the first field that is wrong
   */
  static void read(JsonParser json, PreparedEvents events) throws IOException {
    if (!json.isExpectedStartArrayToken()) {
      throw Problem.badField("body", "must be a JSON array of decisions");
    }
    for (int i = 0; json.nextToken() != JsonToken.END_ARRAY; i++) {
      String at = "[" + i + "]";
      if (!json.isExpectedStartObjectToken()) {
        throw Problem.badField(at, at + " must be a decision, that is, an object");
      }
      ObjectNode decision = json.readValueAsTree();
      String id = AuditEvents.text(at + ".decision_id", decision.path("decision_id"));
      var time = AuditEvents.instant(at + ".timestamp", decision.path("timestamp"));
      Redaction.anything(decision);
      events.add(id, time, decision);
    }
  }
}
