package dev.yunzhi.controlplane.publication;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/** The ConstraintTemplates of the cluster. Thread-safe. */
public interface TemplateObjects {

  /**
   * All of them, as the API server has them; empty while it is not known yet which there are. Where
   * the cluster does not have the kind, there are none.
   */
  Optional<List<JsonNode>> all();

  /** Has the listener called after each change of what they want. */
  void onChange(Runnable listener);

  /**
   * Writes the status.
   *
   * @param template as it was seen
   * @param status the whole of it
   */
  void say(JsonNode template, ObjectNode status);
}
