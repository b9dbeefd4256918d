package dev.yunzhi.operator.constraint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.yunzhi.policy.EngineLimits;
import dev.yunzhi.policy.InvalidBundleException;
import dev.yunzhi.policy.PolicyBundle;
import dev.yunzhi.policy.gatekeeper.ConstraintDefinition;
import dev.yunzhi.policy.gatekeeper.ConstraintEngine;
import dev.yunzhi.policy.gatekeeper.ConstraintTemplate;
import dev.yunzhi.policy.gatekeeper.GroupVersionKind;
import dev.yunzhi.policy.gatekeeper.InventoryKind;
import dev.yunzhi.policy.gatekeeper.RefusedException;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The templates that a bundle brings, loaded, and the kinds that they speak of; equal only to
 * themselves. Thread-safe.
 */
final class Templates implements AutoCloseable {

  /** Where a bundle has none. */
  static final Templates NONE = new Templates(null, Map.of());

  private final ConstraintEngine engine;
  private final Map<String, ConstraintTemplate> byKind;
  private final Map<String, ResourceDefinitionContext> inventory;

  /**
   * @param engine null where there are no templates
   */
  private Templates(ConstraintEngine engine, Map<String, ConstraintTemplate> byKind) {
    this.engine = engine;
    this.byKind = Map.copyOf(byKind);
    this.inventory = inventoryOf(byKind.values());
  }

  /**
   * Those of a bundle; takes seconds where it has any.
   *
   * @throws InvalidBundleException if they do not load
   */
  static Templates load(PolicyBundle bundle, EngineLimits limits) throws InvalidBundleException {
    if (bundle.templates().isEmpty()) {
      return NONE;
    }
    Map<String, ConstraintTemplate> byKind = new LinkedHashMap<>();
    for (JsonNode template : bundle.templates()) {
      try {
        ConstraintTemplate parsed = ConstraintTemplate.parse(template);
        byKind.put(parsed.kind(), parsed);
      } catch (RefusedException e) {
        throw new InvalidBundleException(
            "the bundle has a ConstraintTemplate that cannot be read: " + e.getMessage(), e);
      }
    }
    return new Templates(ConstraintEngine.load(bundle, limits), byKind);
  }

  /** Of what they declare, whatever can be there. */
  private static Map<String, ResourceDefinitionContext> inventoryOf(
      Collection<ConstraintTemplate> templates) {
    Map<String, ResourceDefinitionContext> kinds = new LinkedHashMap<>();
    for (ConstraintTemplate template : templates) {
      for (List<GroupVersionKind> requirement : template.inventory()) {
        for (GroupVersionKind declared : requirement) {
          InventoryKind.of(declared)
              .ifPresent(
                  kind ->
                      kinds.put(
                          declared.apiVersion() + "/" + declared.kind(),
                          new ResourceDefinitionContext.Builder()
                              .withGroup(declared.group().isEmpty() ? null : declared.group())
                              .withVersion(declared.version())
                              .withKind(declared.kind())
                              .withPlural(kind.plural())
                              .withNamespaced(kind.namespaced())
                              .build()));
        }
      }
    }
    return Map.copyOf(kinds);
  }

  /** The kind of the constraints of a template. */
  static ResourceDefinitionContext constraintsOf(ConstraintTemplate template) {
    return new ResourceDefinitionContext.Builder()
        .withGroup(ConstraintDefinition.GROUP)
        .withVersion(ConstraintDefinition.VERSION)
        .withKind(template.kind())
        .withPlural(template.name())
        .withNamespaced(false)
        .build();
  }

  Collection<ConstraintTemplate> all() {
    return byKind.values();
  }

  /** Kinds of which they make constraints. */
  Set<String> kinds() {
    return byKind.keySet();
  }

  /** The template of a kind of constraints; null when there is none. */
  ConstraintTemplate of(String kind) {
    return byKind.get(kind);
  }

  /** Kinds that are in their inventory, by apiVersion and kind. */
  Map<String, ResourceDefinitionContext> inventoryKinds() {
    return inventory;
  }

  /**
   * An engine of its own, which the caller closes; there is none where there are no templates.
   *
   * @param inventory what is in it
   */
  ConstraintEngine engine(ObjectNode inventory) throws InvalidBundleException {
    return engine.withInventory(inventory);
  }

  @Override
  public void close() {
    if (engine != null) {
      engine.close();
    }
  }
}
