package dev.yunzhi.operator.reconcile.tenant;

import dev.yunzhi.api.v1alpha1.Tenant;
import dev.yunzhi.operator.cloud.CloudHealth;
import dev.yunzhi.operator.cloud.Clouds;
import dev.yunzhi.operator.cluster.TenantCluster;
import dev.yunzhi.operator.reconcile.Obstacle;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Optional;
import java.util.function.Function;

/**
 * One piece of work on the cluster that a tenant lies on, if that can be done now.
 *
 * @param result of the work; null unless it is done
 * @param obstacle why the cluster cannot be used; null unless it is away
 */
record Visit<T>(Outcome outcome, T result, Obstacle obstacle) {

  /** What came of it. */
  enum Outcome {
    DONE,
    /** The cluster cannot be used; who waits is woken when it can. */
    AWAY,
    /** Others are at work on it, or it has just stopped answering. */
    LATER,
    /** Nobody has looked at the cluster yet; who waits is woken when somebody has. */
    NOT_YET
  }

  /** Does the work, unless the cluster is known not to answer. */
  static <T> Visit<T> to(Tenant tenant, Clouds clouds, Function<TenantCluster, T> work) {
    Optional<TenantCluster> cluster = clouds.of(tenant);
    if (cluster.isEmpty()) {
      return away(tenant.getSpec().cloud(), clouds);
    }
    if (!cluster.get().turns().tryAcquire()) {
      return new Visit<>(Outcome.LATER, null, null);
    }
    try {
      return new Visit<>(Outcome.DONE, work.apply(cluster.get()), null);
    } catch (RuntimeException e) {
      if (cluster.get().cloud() == null || !isUnanswered(e, cluster.get())) {
        throw e;
      }
      clouds.suspect(cluster.get().cloud());
      return new Visit<>(Outcome.LATER, null, null);
    } finally {
      cluster.get().turns().release();
    }
  }

  private static <T> Visit<T> away(String cloud, Clouds clouds) {
    if (!clouds.exists(cloud)) {
      return new Visit<>(Outcome.AWAY, null, CloudAway.notFound(cloud));
    }
    Optional<CloudHealth> health = clouds.health(cloud);
    // It may have come between the two questions.
    return health.isEmpty() || health.get().connected()
        ? new Visit<>(Outcome.NOT_YET, null, null)
        : new Visit<>(Outcome.AWAY, null, CloudAway.unusable(cloud, health.get()));
  }

  /** Whether no answer came, be it that the way was closed meanwhile. */
  private static boolean isUnanswered(RuntimeException e, TenantCluster cluster) {
    return cluster.client().getHttpClient().isClosed()
        || (e instanceof KubernetesClientException failed && failed.getCode() <= 0);
  }
}
