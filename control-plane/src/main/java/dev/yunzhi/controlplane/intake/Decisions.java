package dev.yunzhi.controlplane.intake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.yunzhi.audit.ledger.Event;
import dev.yunzhi.controlplane.store.Streams;
import dev.yunzhi.controlplane.web.Problem;
import java.util.ArrayList;
import java.util.List;

/** Makes ledger events of what OPA's Decision Log API uploads: an array of decisions. Pure. */
final class Decisions {
  private Decisions() {}

  /**
   * Redacted, in the order that they came in.
   *
   * @throws Problem 400 at the first field that is wrong
   */
  static List<Event> of(String cluster, JsonNode list) {
    if (!list.isArray()) {
      throw Problem.badField("body", "must be a JSON array of decisions");
    }
    List<Event> events = new ArrayList<>(list.size());
    for (int i = 0; i < list.size(); i++) {
      String at = "[" + i + "]";
      if (!(list.get(i) instanceof ObjectNode decision)) {
        throw Problem.badField(at, at + " must be a decision, that is, an object");
      }
      String id = AuditEvents.text(at + ".decision_id", decision.path("decision_id"));
      var time = AuditEvents.instant(at + ".timestamp", decision.path("timestamp"));
      Redaction.anything(decision);
      events.add(new Event(Streams.DECISION, cluster, id, time, decision));
    }
    return events;
  }
}
