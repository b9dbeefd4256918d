package dev.yunzhi.operator.cluster;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.concurrent.Semaphore;

/**
 * A cluster that tenants lie on: home, or a further cloud that can be reached. Thread-safe.
 *
 * @param cloud name of its Cloud; null at home
 * @param turns how many reconciliations may be at work on it at once: a cloud that stops answering
 *     holds up no more of them than that
 */
public record TenantCluster(
    String cloud, KubernetesClient client, Informers informers, Applier applier, Semaphore turns) {

  /**
   * The cluster that Yunzhi itself runs on; nothing goes on without it, so nothing is held back.
   */
  public static TenantCluster home(KubernetesClient client, Informers informers, Applier applier) {
    return new TenantCluster(null, client, informers, applier, new Semaphore(Integer.MAX_VALUE));
  }
}
