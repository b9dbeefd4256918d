package dev.yunzhi.operator.reconcile.tenant.life;

import dev.yunzhi.api.v1alpha1.Tenant;
import dev.yunzhi.operator.cluster.TenantCluster;
import dev.yunzhi.operator.model.TenantLife;
import dev.yunzhi.operator.reconcile.NextLook;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Sees to it that a tenant's workloads run or stand still as its life has it. Thread-safe. */
public final class TenantLifecycle {

  private final TenantLife.Terms terms;
  private final Duration resync;
  private final Clock clock;

  /**
   * @param resync the longest time between two looks
   */
  public TenantLifecycle(TenantLife.Terms terms, Duration resync, Clock clock) {
    this.terms = terms;
    this.resync = resync;
    this.clock = clock;
  }

  public TenantLife now(Tenant tenant) {
    var status = tenant.getStatus();
    return TenantLife.of(
        tenant.getSpec(), status == null ? null : status.idle(), terms, clock.instant());
  }

  /**
   * Stops or restores the workloads.
   *
   * @param cluster that the tenant lies on
   * @param namespaces that the tenant has
   * @return how many workloads stand still and are to be restored
   */
  public int carryOut(
      TenantLife life, Tenant tenant, TenantCluster cluster, List<String> namespaces) {
    var workloads = new WorkloadStandstill(cluster.client(), cluster.informers());
    if (life.standsStill()) {
      return namespaces.stream().mapToInt(n -> workloads.begin(tenant, n)).sum();
    }
    namespaces.forEach(n -> workloads.end(tenant, n));
    return 0;
  }

  /**
   * Has the tenant looked at again just when its life goes on by itself.
   *
   * @param other when something else of it changes; null when nothing does
   */
  public UpdateControl<Tenant> until(TenantLife life, Instant other, UpdateControl<Tenant> update) {
    Instant next =
        Stream.of(life.next(), other)
            .filter(Objects::nonNull)
            .min(Comparator.naturalOrder())
            .orElse(null);
    return NextLook.at(next, clock.instant(), resync, update);
  }
}
