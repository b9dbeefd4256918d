package dev.yunzhi.operator.reconcile.tenant.life;

import dev.yunzhi.api.v1alpha1.Tenant;
import dev.yunzhi.api.v1alpha1.Yunzhi;
import dev.yunzhi.operator.cluster.Informers;
import dev.yunzhi.operator.cluster.ServerSideApply;
import dev.yunzhi.operator.model.Remembered;
import dev.yunzhi.operator.model.StandstillQuota;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import java.util.Map;
import java.util.TreeMap;

/**
 * Brings the workloads of a namespace to a standstill and back. Each step is written down before
 * the next is taken, so that it can be broken off anywhere and taken up again: what is to be
 * restored stands in the {@link StandstillQuota} from before the first workload is scaled down
 * until after the last is scaled up. Thread-safe, as long as no two threads are at one namespace.
 */
final class WorkloadStandstill {

  private static final PatchContext APPLY = ServerSideApply.by(Yunzhi.FIELD_MANAGER).build();

  private final KubernetesClient client;
  private final Informers informers;
  private final Workloads workloads;

  public WorkloadStandstill(KubernetesClient client, Informers informers) {
    this.client = client;
    this.informers = informers;
    this.workloads = new Workloads(client);
  }

  /**
   * Scales down what runs, and keeps it down. Nobody of the tenant may write in the namespace any
   * more.
   *
   * @return how many workloads are to be restored one day
   */
  public int begin(Tenant tenant, String namespace) {
    ResourceQuota quota = stored(namespace);
    Remembered before = quota == null ? Remembered.NOTHING : StandstillQuota.remembered(quota);
    var running = new TreeMap<>(workloads.replicas(namespace));
    running.values().removeIf(replicas -> replicas == 0);
    Remembered remembered = before.with(running);
    if (quota == null || !StandstillQuota.isClosed(quota) || !remembered.equals(before)) {
      write(StandstillQuota.of(tenant, namespace, remembered, true), quota);
    }
    running.keySet().forEach(workload -> workloads.scale(namespace, workload, 0));
    return remembered.replicas().size();
  }

  /** Restores what was scaled down; does nothing where nothing stands still. */
  public void end(Tenant tenant, String namespace) {
    if (informers.of(ResourceQuota.class).get(namespace, StandstillQuota.NAME) == null) {
      return;
    }
    ResourceQuota quota = stored(namespace);
    if (quota == null) {
      return;
    }
    Remembered remembered = StandstillQuota.remembered(quota);
    if (StandstillQuota.isClosed(quota)) {
      quota = write(StandstillQuota.of(tenant, namespace, remembered, false), quota);
    }
    Map<String, Integer> now = workloads.replicas(namespace);
    remembered
        .replicas()
        .forEach(
            (workload, replicas) -> {
              // One that runs again was restored before the operator was interrupted.
              if (now.getOrDefault(workload, -1) == 0) {
                workloads.scale(namespace, workload, replicas);
              }
            });
    client.resource(quota).delete();
  }

  /** As the API server has it: a watch may not have shown yet what is to be remembered. */
  private ResourceQuota stored(String namespace) {
    return client.resourceQuotas().inNamespace(namespace).withName(StandstillQuota.NAME).get();
  }

  /**
   * @param seen what {@code desired} was made from; refused when it is not the latest any more.
   *     Null when there was none
   */
  private ResourceQuota write(ResourceQuota desired, ResourceQuota seen) {
    if (seen != null) {
      desired.getMetadata().setResourceVersion(seen.getMetadata().getResourceVersion());
    }
    return client.resource(desired).patch(APPLY, desired);
  }
}
