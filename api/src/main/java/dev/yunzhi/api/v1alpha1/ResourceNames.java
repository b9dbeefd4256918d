package dev.yunzhi.api.v1alpha1;

import java.util.Map;

/**
 * One name for each resource that a ResourceQuota knows by several.
 *
 * <p>Source: the quota evaluators of Kubernetes, {@code pkg/quota/v1/evaluator/core}: they count
 * the two names of each pair alike. {@code pods} and {@code count/pods} are no pair: the first
 * leaves out Pods that have ended.
 */
public final class ResourceNames {

  /** Number of a tenant's namespaces: no ResourceQuota counts them, but a budget does. */
  public static final String NAMESPACES = "namespaces";

  private static final Map<String, String> CANONICAL =
      Map.of(
          "cpu", "requests.cpu",
          "memory", "requests.memory",
          "ephemeral-storage", "requests.ephemeral-storage",
          "configmaps", "count/configmaps",
          "secrets", "count/secrets",
          "services", "count/services",
          "persistentvolumeclaims", "count/persistentvolumeclaims",
          "replicationcontrollers", "count/replicationcontrollers",
          "resourcequotas", "count/resourcequotas");

  /** The name under which budgets keep the resource. */
  public static String canonical(String resource) {
    return CANONICAL.getOrDefault(resource, resource);
  }

  private ResourceNames() {}
}
