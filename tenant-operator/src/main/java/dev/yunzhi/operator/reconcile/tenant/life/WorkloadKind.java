package dev.yunzhi.operator.reconcile.tenant.life;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The kinds that can stand still without a change of their Pod template. Not among them are
 * DaemonSets and bare Pods, which have no number of replicas.
 */
enum WorkloadKind {
  DEPLOYMENTS("apps", "Deployment", true),
  STATEFULSETS("apps", "StatefulSet", true),
  REPLICASETS("apps", "ReplicaSet", true),
  REPLICATIONCONTROLLERS("", "ReplicationController", true),
  CRONJOBS("batch", "CronJob", false),
  JOBS("batch", "Job", false);

  private static final String SPEC = "spec";

  private final String group;
  private final String kind;
  private final boolean scaled;

  /**
   * @param scaled through its scale; otherwise by {@code spec.suspend}
   */
  WorkloadKind(String group, String kind, boolean scaled) {
    this.group = group;
    this.kind = kind;
    this.scaled = scaled;
  }

  ResourceDefinitionContext context() {
    return new ResourceDefinitionContext.Builder()
        .withGroup(group)
        .withVersion("v1")
        .withKind(kind)
        .withPlural(plural())
        .withNamespaced(true)
        .build();
  }

  String plural() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether it has a scale of its own; otherwise it is stopped by {@code spec.suspend}. */
  boolean scaled() {
    return scaled;
  }

  /** Whether it is for itself: what a controller scales is left to that, what is done is done. */
  boolean concerns(GenericKubernetesResource workload) {
    return switch (this) {
      case REPLICASETS, REPLICATIONCONTROLLERS -> !isControlled(workload);
      case JOBS -> workload.get("status", "completionTime") == null && !hasFailed(workload);
      default -> true;
    };
  }

  /** How many replicas it is to have; for Jobs and CronJobs 1, or 0 when suspended. */
  int replicas(GenericKubernetesResource workload) {
    if (scaled) {
      Integer replicas = workload.get(SPEC, "replicas");
      return replicas == null ? 1 : replicas;
    }
    return Boolean.TRUE.equals(workload.<Boolean>get(SPEC, "suspend")) ? 0 : 1;
  }

  /** The merge patch that gives it that many. */
  String patch(int replicas) {
    return scaled
        ? "{\"spec\":{\"replicas\":%d}}".formatted(replicas)
        : "{\"spec\":{\"suspend\":%b}}".formatted(replicas == 0);
  }

  private static boolean isControlled(GenericKubernetesResource workload) {
    return workload.getMetadata().getOwnerReferences().stream()
        .anyMatch(owner -> Boolean.TRUE.equals(owner.getController()));
  }

  private static boolean hasFailed(GenericKubernetesResource job) {
    List<Map<String, Object>> conditions = job.get("status", "conditions");
    return conditions != null
        && conditions.stream()
            .anyMatch(c -> "Failed".equals(c.get("type")) && "True".equals(c.get("status")));
  }
}
