package dev.yunzhi.policy;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * The fields that the profile "restricted" of the <a
 * href="https://kubernetes.io/docs/concepts/security/pod-security-standards/">Pod Security
 * Standards</a> names, with values that it allows and values that it forbids:
 * restricted-fields.json, from which whole-system tests ask Kubernetes itself.
 *
 * @param pods of a pod's spec
 * @param containers of a container of any sort
 */
record RestrictedFields(List<Field> pods, List<Field> containers) {

  /**
   * A field of a pod or of a container.
   *
   * @param pointer where the value goes, below the pod's or the container's spec
   * @param found the field that a finding about it names, below the same
   */
  record Field(String pointer, String found, List<JsonNode> allowed, List<JsonNode> forbidden) {
    void set(ObjectNode spec, JsonNode value) {
      JsonPointer place = JsonPointer.compile(pointer);
      JsonPointer parent = place.head();
      ObjectNode holder =
          parent.matches() ? spec : spec.withObject(parent, JsonNode.OverwriteMode.NULLS, true);
      holder.set(place.last().getMatchingProperty(), value.deepCopy());
    }
  }

  private static final RestrictedFields ALL = read();

  static final List<Field> OF_PODS = ALL.pods();

  static final List<Field> OF_CONTAINERS = ALL.containers();

  private static RestrictedFields read() {
    try (InputStream json = RestrictedFields.class.getResourceAsStream("/restricted-fields.json")) {
      return Reviews.JSON.readValue(json, RestrictedFields.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
