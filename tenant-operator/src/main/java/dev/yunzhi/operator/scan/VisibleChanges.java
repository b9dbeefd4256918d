package dev.yunzhi.operator.scan;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.Watcher.Action;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tells changes that a policy can see from those of status, which a kubelet writes again and again
 * though nothing has happened. Keeps a number for each object. Thread-safe.
 */
final class VisibleChanges {

  private final Map<ObjectKey, Integer> seen = new ConcurrentHashMap<>();

  /**
   * Whether there is anything to judge anew. Of an object that is seen for the first time there is.
   *
   * @param object in no namespace, as it is now
   */
  boolean changed(ScannedKind kind, Action action, GenericKubernetesResource object) {
    var key = new ObjectKey(kind, object.getMetadata().getName());
    if (action == Action.DELETED) {
      seen.remove(key);
      return true;
    }
    Integer now = number(object);
    return !now.equals(seen.put(key, now));
  }

  /** Changes of a kind may have been missed: whatever is seen next of its objects is a change. */
  void missed(ScannedKind kind) {
    seen.keySet().removeIf(key -> key.kind() == kind);
  }

  private static int number(GenericKubernetesResource object) {
    var meta = object.getMetadata();
    Map<String, Object> content = new HashMap<>(object.getAdditionalProperties());
    content.remove("status");
    return Objects.hash(
        meta.getUid(),
        meta.getLabels(),
        meta.getAnnotations(),
        meta.getDeletionTimestamp(),
        content);
  }
}
