package dev.yunzhi.controlplane.intake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * Takes out of an event what must never enter the ledger: the data of Secrets, tokens and
 * passwords. What was there stays visible as {@value #MARK}.
 */
final class Redaction {
  /** Stands where something was taken out. */
  static final String MARK = "[redacted]";

  private static final JsonNode MARK_NODE = TextNode.valueOf(MARK);
  private static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";
  private static final Set<String> SECRET_DATA = Set.of("data", "stringData");

  /** Names of fields, of environment variables and of headers whose value is a secret. */
  private static final Pattern SENSITIVE =
      Pattern.compile(
          "(?i).*(passw(or)?d|passphrase|credentials?$|secret[-_]?(access)?[-_]?key|client[-_]?secret"
              + "|private[-_]?key|api[-_]?key|access[-_]?key|authorization|cookie|bearer|(^|[-_a-z])token$).*");

  /** Names that were looked at; there are some hundreds, but a sender could make up any number. */
  private static final Map<String, Boolean> KNOWN = new ConcurrentHashMap<>();

  private static final int MOST_KNOWN = 10_000;
  private static final int MOST_LENGTH = 100;

  private Redaction() {}

  private static boolean isSensitive(String name) {
    Boolean known = KNOWN.get(name);
    if (known != null) {
      return known;
    }
    boolean sensitive = SENSITIVE.matcher(name).matches();
    if (name.length() <= MOST_LENGTH && KNOWN.size() < MOST_KNOWN) {
      KNOWN.put(name, sensitive);
    }
    return sensitive;
  }

  /** Redacts an audit event in place. */
  static void auditEvent(ObjectNode event) {
    boolean ofSecrets = event.path("objectRef").path("resource").asText().equals("secrets");
    boolean ofTokens =
        event.path("objectRef").path("resource").asText().equals("tokenreviews")
            || event.path("objectRef").path("subresource").asText().equals("token");
    for (String part : new String[] {"requestObject", "responseObject"}) {
      JsonNode object = event.get(part);
      if (object == null || object.isNull()) {
        continue;
      }
      if ((ofSecrets || ofTokens) && isPatch(object)) {
        // A patch has no kind to tell what is where.
        event.set(part, MARK_NODE);
      } else {
        anything(object);
      }
    }
    if (event.get("annotations") instanceof ObjectNode annotations) {
      anything(annotations);
    }
  }

  private static boolean isPatch(JsonNode object) {
    return !object.isObject() || !object.has("kind");
  }

  /** Redacts any JSON in place, at every depth. */
  static void anything(JsonNode node) {
    if (node instanceof ArrayNode array) {
      array.forEach(Redaction::anything);
    } else if (node instanceof ObjectNode object) {
      object(object);
    }
  }

  private static void object(ObjectNode object) {
    switch (object.path("kind").asText()) {
      case "Secret" -> secret(object);
      // Their items have no kind of their own.
      case "SecretList" -> object.path("items").forEach(Redaction::secret);
      default -> {
        // Nothing that only Secrets have.
      }
    }
    // Environment variables and headers: {name, value}.
    if (object.path("value").isTextual() && isSensitive(object.path("name").asText())) {
      object.set("value", MARK_NODE);
    }
    for (Map.Entry<String, JsonNode> field : object.properties()) {
      JsonNode value = field.getValue();
      boolean secret = field.getKey().equals(LAST_APPLIED) || isSensitive(field.getKey());
      if (secret && value.isValueNode() && !value.isNull() && !value.isBoolean()) {
        field.setValue(MARK_NODE);
      } else {
        anything(value);
      }
    }
  }

  private static void secret(JsonNode secret) {
    SECRET_DATA.forEach(field -> values(secret.get(field)));
  }

  /** The keys of a Secret's data are kept: who changed which is worth knowing. */
  private static void values(JsonNode data) {
    if (data instanceof ObjectNode object) {
      object.properties().forEach(entry -> entry.setValue(MARK_NODE));
    }
  }
}
