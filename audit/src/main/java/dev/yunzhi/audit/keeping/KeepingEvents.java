package dev.yunzhi.audit.keeping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.yunzhi.audit.ledger.Event;
import dev.yunzhi.audit.ledger.LedgerTransaction;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;

/**
 * What is told of keeping: each act is an event, in one transaction with what it does.
 *
 * @param cluster the name that they go under
 */
public record KeepingEvents(String cluster) {
  /** Of all that is told here. Its own bodies are never removed. */
  public static final String STREAM = "keeping";

  static ObjectNode facts() {
    return JsonNodeFactory.instance.objectNode();
  }

  /**
   * Appends an event.
   *
   * @param facts null ones are left out
   * @return its index
   */
  long append(LedgerTransaction transaction, String action, ObjectNode facts) throws SQLException {
    ObjectNode body = facts.deepCopy().put("action", action);
    body.removeIf(JsonNode::isNull);
    Event event =
        new Event(STREAM, cluster, UUID.randomUUID().toString(), transaction.recordedAt(), body);
    return transaction.append(List.of(event)).get(0).index();
  }

  /** The same of what a person did. */
  long append(LedgerTransaction transaction, String action, Person person, ObjectNode facts)
      throws SQLException {
    ObjectNode all =
        facts
            .deepCopy()
            .put("user", person.name())
            .put("realm", person.realm())
            .put("source", person.address());
    ArrayNode roles = all.putArray("roles");
    person.roles().forEach(roles::add);
    return append(transaction, action, all);
  }
}
