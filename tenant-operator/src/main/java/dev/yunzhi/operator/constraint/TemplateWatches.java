package dev.yunzhi.operator.constraint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.yunzhi.operator.cluster.Informers;
import dev.yunzhi.operator.model.NamespaceOwner;
import dev.yunzhi.policy.gatekeeper.ConstraintTemplate;
import dev.yunzhi.policy.gatekeeper.Inventory;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * Watches of the kinds that the templates of a bundle speak of: their constraints, and what is in
 * their inventory. So no more is watched than they have use for. Not thread-safe.
 */
final class TemplateWatches implements AutoCloseable {

  /** When to see whether a kind is there by now that the cluster did not have. */
  static final Duration ABSENT = Duration.ofSeconds(1);

  private static final Duration ABSENT_FROM_CLUSTER = Duration.ofMinutes(1);

  private final KubernetesClient client;
  private final Informers informers;
  private final Runnable changed;

  /** By kind for constraints; by apiVersion and kind for what is in an inventory. */
  private final Map<String, KindWatch> watches = new HashMap<>();

  /**
   * @param informers by which the namespaces of tenants are known
   * @param changed is told when anything has changed in what is watched
   */
  TemplateWatches(KubernetesClient client, Informers informers, Runnable changed) {
    this.client = client;
    this.informers = informers;
    this.changed = changed;
  }

  /**
   * Watches what these speak of, and nothing else.
   *
   * @param gone is told of each watch that ends, by its kind, while what it has seen is still known
   */
  void follow(Templates templates, BiConsumer<String, KindWatch> gone) {
    Map<String, ResourceDefinitionContext> wanted = new HashMap<>(templates.inventoryKinds());
    templates
        .all()
        .forEach(template -> wanted.put(template.kind(), Templates.constraintsOf(template)));
    watches
        .entrySet()
        .removeIf(
            entry -> {
              boolean ends =
                  !wanted.containsKey(entry.getKey())
                      || entry.getValue().absentFor(patience(entry.getKey(), templates));
              if (ends) {
                gone.accept(entry.getKey(), entry.getValue());
                entry.getValue().close();
              }
              return ends;
            });
    wanted.forEach(
        (key, kind) -> watches.computeIfAbsent(key, k -> new KindWatch(client, kind, changed)));
  }

  /** Kinds of constraints come soon after their templates; others are in a cluster or are not. */
  private static Duration patience(String key, Templates templates) {
    return templates.kinds().contains(key) ? ABSENT : ABSENT_FROM_CLUSTER;
  }

  /** Whether all that there is has been seen. */
  boolean known() {
    return watches.values().stream().allMatch(KindWatch::known);
  }

  /** Whether the cluster did not have one of the kinds. */
  boolean absent() {
    return watches.values().stream().anyMatch(KindWatch::absent);
  }

  /** The constraints of a template. */
  List<JsonNode> constraints(ConstraintTemplate template) {
    return watches.get(template.kind()).list();
  }

  /** What is in the inventory of these now: of the namespaces of tenants alone. */
  ObjectNode inventory(Templates templates) {
    Inventory inventory = new Inventory();
    for (String key : templates.inventoryKinds().keySet()) {
      for (JsonNode object : watches.get(key).list()) {
        JsonNode metadata = object.path("metadata");
        String namespace =
            object.path("kind").asText().equals("Namespace")
                ? metadata.path("name").asText()
                : metadata.path("namespace").asText();
        if (NamespaceOwner.isTenants(informers.of(Namespace.class).get(namespace))) {
          inventory.put(object);
        }
      }
    }
    return inventory.data();
  }

  /** Grows after each change of {@link #inventory}. */
  long inventoryVersion(Templates templates) {
    return templates.inventoryKinds().keySet().stream()
        .mapToLong(key -> watches.get(key).version())
        .sum();
  }

  @Override
  public void close() {
    watches.values().forEach(KindWatch::close);
    watches.clear();
  }
}
