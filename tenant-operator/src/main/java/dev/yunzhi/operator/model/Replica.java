package dev.yunzhi.operator.model;

import dev.yunzhi.api.v1alpha1.Labels;
import dev.yunzhi.api.v1alpha1.ReplicatedKind;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import java.util.Map;
import java.util.TreeMap;

/**
 * A copy as it is to be in every namespace: the content of its source, and those labels and
 * annotations that mean something to people, not to Kubernetes or to us.
 *
 * @param object without a namespace; never changed
 */
public record Replica(HasMetadata object) {

  /** The copy of a source for the Replication of that name in the source's namespace. */
  public static Replica of(HasMetadata source, String replication) {
    var meta = source.getMetadata();
    var labels = ofPeople(meta.getLabels());
    labels.putAll(labels(meta.getNamespace(), replication));
    HasMetadata copy = ReplicaContent.of(source);
    copy.setMetadata(
        new ObjectMetaBuilder()
            .withName(meta.getName())
            .withLabels(labels)
            .withAnnotations(ofPeople(meta.getAnnotations()))
            .build());
    return new Replica(copy);
  }

  /** By these the copies of a Replication are found. */
  public static Map<String, String> labels(String home, String replication) {
    return Map.of(Labels.REPLICATED_FROM, home, Labels.REPLICATION, replication);
  }

  public ReplicatedKind kind() {
    return ReplicaContent.kind(object);
  }

  public String name() {
    return object.getMetadata().getName();
  }

  /**
   * Name of the Role that it binds; null when it is no binding, or one to a ClusterRole. Without
   * that Role being a copy, too, a binding would give whatever somebody else wrote into it.
   */
  public String bindsRole() {
    return object instanceof RoleBinding binding && "Role".equals(binding.getRoleRef().getKind())
        ? binding.getRoleRef().getName()
        : null;
  }

  /** A new object, to be made or to replace what has the resourceVersion and uid of {@code old}. */
  public HasMetadata in(String namespace, ObjectMeta old) {
    HasMetadata copy = ReplicaContent.of(object);
    copy.setMetadata(
        new ObjectMetaBuilder(object.getMetadata())
            .withNamespace(namespace)
            .withUid(old == null ? null : old.getUid())
            .withResourceVersion(old == null ? null : old.getResourceVersion())
            .build());
    return copy;
  }

  /** Whether an object of a namespace is as this says. */
  public boolean is(HasMetadata actual) {
    ObjectMeta desired = object.getMetadata();
    ObjectMeta standing = actual.getMetadata();
    return ReplicaContent.of(actual).equals(ReplicaContent.of(object))
        && orEmpty(standing.getLabels()).equals(orEmpty(desired.getLabels()))
        && orEmpty(standing.getAnnotations()).equals(orEmpty(desired.getAnnotations()));
  }

  private static Map<String, String> ofPeople(Map<String, String> metadata) {
    var kept = new TreeMap<String, String>();
    orEmpty(metadata)
        .forEach(
            (key, value) -> {
              if (!isOfAProgram(key)) {
                kept.put(key, value);
              }
            });
    return kept;
  }

  /** By the domain before the slash; {@code kubectl} keeps a whole object in such an annotation. */
  private static boolean isOfAProgram(String key) {
    int slash = key.indexOf('/');
    String domain = slash < 0 ? "" : key.substring(0, slash);
    return isOrBelow(domain, "yunzhi.dev")
        || isOrBelow(domain, "kubernetes.io")
        || isOrBelow(domain, "k8s.io");
  }

  private static boolean isOrBelow(String domain, String top) {
    return domain.equals(top) || domain.endsWith("." + top);
  }

  private static Map<String, String> orEmpty(Map<String, String> map) {
    return map == null ? Map.of() : map;
  }
}
