package dev.yunzhi.controlplane.agent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.yunzhi.controlplane.web.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What one report says, of all that OPA's <a
 * href="https://www.openpolicyagent.org/docs/management-status">Status API</a> has.
 *
 * @param id by which the agent tells itself from others, the label {@code id}
 * @param labels all of them
 * @param bundles empty when the report speaks of none yet
 */
record AgentStatus(String id, ObjectNode labels, List<Bundle> bundles) {
  private static final int MAX_TEXT = 253;
  private static final int MAX_MESSAGE = 2000;
  private static final int MAX_BUNDLES = 64;

  /**
   * One bundle of an agent, a discovery bundle too.
   *
   * @param revision in force; null when none is
   * @param error why its last try failed; null when it did not
   */
  record Bundle(String name, String revision, String error) {}

  /**
   * Reads a report.
   *
   * @throws Problem 400 at the first field that is wrong
   */
  static AgentStatus of(JsonNode report) {
    if (!(report.path("labels") instanceof ObjectNode labels)) {
      throw Problem.badField("labels", "must be an object with the label id");
    }
    String id = text("labels.id", labels.path("id"));
    if (labels.toString().length() > MAX_MESSAGE) {
      throw Problem.badField("labels", "must have %d characters at most".formatted(MAX_MESSAGE));
    }
    List<Bundle> bundles = new ArrayList<>();
    for (Map.Entry<String, JsonNode> bundle : report.path("bundles").properties()) {
      bundles.add(bundle("bundles." + bundle.getKey(), bundle.getValue()));
    }
    if (report.path("discovery").isObject()) {
      bundles.add(bundle("discovery", report.path("discovery")));
    }
    if (bundles.size() > MAX_BUNDLES) {
      throw Problem.badField("bundles", "must be %d at most".formatted(MAX_BUNDLES));
    }
    return new AgentStatus(id, labels, List.copyOf(bundles));
  }

  private static Bundle bundle(String at, JsonNode bundle) {
    JsonNode revision = bundle.path("active_revision");
    return new Bundle(
        text(at + ".name", bundle.path("name")),
        revision.asText().isEmpty() ? null : text(at + ".active_revision", revision),
        error(bundle));
  }

  private static String error(JsonNode bundle) {
    String code = bundle.path("code").asText();
    if (code.isEmpty()) {
      return null;
    }
    var said = new StringBuilder(bundle.path("message").asText(code));
    bundle.path("errors").forEach(e -> said.append("; ").append(e.path("message").asText()));
    return said.length() > MAX_MESSAGE ? said.substring(0, MAX_MESSAGE) : said.toString();
  }

  private static String text(String at, JsonNode value) {
    String text = value.textValue();
    if (text == null || text.isEmpty() || text.length() > MAX_TEXT || text.indexOf('\0') >= 0) {
      throw Problem.badField(at, "must be a text of 1 to %d characters".formatted(MAX_TEXT));
    }
    return text;
  }
}
