package dev.yunzhi.operator.reconcile.tenant;

import dev.yunzhi.api.v1alpha1.Labels;
import dev.yunzhi.api.v1alpha1.NamespaceClaim;
import dev.yunzhi.api.v1alpha1.Tenant;
import dev.yunzhi.operator.budget.ElasticShares;
import dev.yunzhi.operator.budget.LoweredShares;
import dev.yunzhi.operator.budget.QuotaExceeded;
import dev.yunzhi.operator.budget.QuotaMove;
import dev.yunzhi.operator.budget.QuotaSplit;
import dev.yunzhi.operator.cluster.Informers;
import dev.yunzhi.operator.condition.Reason;
import dev.yunzhi.operator.model.Ceiling;
import dev.yunzhi.operator.model.DesiredNamespace;
import dev.yunzhi.operator.model.Lineage;
import dev.yunzhi.operator.model.NamespaceOwner;
import dev.yunzhi.operator.model.StandstillQuota;
import dev.yunzhi.operator.model.TenantLife;
import dev.yunzhi.operator.model.TenantQuota;
import dev.yunzhi.operator.reconcile.Obstacle;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.LimitRange;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What one reconciliation of a tenant is to bring about, computed once.
 *
 * @param namespaces those asked for, then those no longer asked for
 * @param shares quota that each namespace has for now, by its name
 * @param dropped namespaces that the spec no longer names; they stay, with a quota of nothing
 * @param settled false while quota is being moved and another step has to follow
 * @param raises whether a namespace gets more than it may use now, its existence included
 */
record TenantPlan(
    List<DesiredNamespace> namespaces,
    Map<String, Map<String, Quantity>> shares,
    List<String> dropped,
    boolean settled,
    boolean raises) {

  private static final List<Class<? extends HasMetadata>> CONTENTS =
      List.of(ResourceQuota.class, LimitRange.class, NetworkPolicy.class, RoleBinding.class);

  /**
   * @param life of the tenant; one whose end was approved keeps its namespaces with a quota of
   *     nothing
   */
  static TenantPlan of(Tenant tenant, Lineage lineage, TenantLife life, Informers informers)
      throws Obstacle {
    var wished = life.ended() ? nothing(tenant) : shares(tenant, informers);
    var dropped = dropped(tenant, wished.keySet(), informers);
    dropped.forEach(namespace -> wished.put(namespace, nothingOf(tenant)));
    var inForce = inQuotas(wished.keySet(), QuotaInForce::of, informers);
    QuotaMove move =
        QuotaMove.next(inQuotas(wished.keySet(), TenantPlan::said, informers), inForce, wished);
    var namespaces =
        move.shares().entrySet().stream()
            .map(
                e ->
                    DesiredNamespace.of(tenant, lineage, e.getKey(), e.getValue(), life.readOnly()))
            .toList();
    return new TenantPlan(namespaces, move.shares(), dropped, move.settled(), move.raises(inForce));
  }

  private static Map<String, Map<String, Quantity>> shares(Tenant tenant, Informers informers)
      throws Obstacle {
    var first = lowered(wished(tenant), tenant, informers);
    if (!Boolean.TRUE.equals(tenant.getSpec().elastic())) {
      return first;
    }
    return ElasticShares.of(
        first,
        inQuotas(first.keySet(), TenantPlan::said, informers),
        inQuotas(first.keySet(), TenantPlan::used, informers));
  }

  private static Map<String, Map<String, Quantity>> lowered(
      Map<String, Map<String, Quantity>> wished, Tenant tenant, Informers informers) {
    return Ceiling.isLowered(tenant)
        ? LoweredShares.of(
            wished, Ceiling.of(tenant), inQuotas(wished.keySet(), TenantPlan::used, informers))
        : wished;
  }

  private static Map<String, Quantity> said(ResourceQuota quota) {
    return quota.getSpec().getHard();
  }

  private static Map<String, Quantity> used(ResourceQuota quota) {
    var status = quota.getStatus();
    return status == null || status.getUsed() == null ? Map.of() : status.getUsed();
  }

  /** The same with further guards in each namespace, by its name. */
  TenantPlan with(Function<String, List<? extends HasMetadata>> more) {
    var guarded = namespaces.stream().map(n -> n.with(more.apply(n.name()))).toList();
    return new TenantPlan(guarded, shares, dropped, settled, raises);
  }

  private static Map<String, Map<String, Quantity>> wished(Tenant tenant) throws Obstacle {
    try {
      var byName = new LinkedHashMap<String, Map<String, Quantity>>();
      QuotaSplit.of(tenant.getSpec().quota(), tenant.getSpec().namespaces())
          .forEach(
              (suffix, share) ->
                  byName.put(
                      DesiredNamespace.nameFor(tenant.getMetadata().getName(), suffix), share));
      return byName;
    } catch (QuotaExceeded exceeded) {
      throw new Obstacle(Reason.QUOTA_EXCEEDED, exceeded.getMessage());
    }
  }

  /** By name, the namespaces asked for; each is to have nothing. */
  private static Map<String, Map<String, Quantity>> nothing(Tenant tenant) {
    var byName = new LinkedHashMap<String, Map<String, Quantity>>();
    for (NamespaceClaim claim : tenant.getSpec().namespaces()) {
      byName.put(
          DesiredNamespace.nameFor(tenant.getMetadata().getName(), claim.name()),
          nothingOf(tenant));
    }
    return byName;
  }

  private static Map<String, Quantity> nothingOf(Tenant tenant) {
    var nothing = new TreeMap<String, Quantity>();
    tenant.getSpec().quota().keySet().forEach(r -> nothing.put(r, new Quantity("0")));
    return nothing;
  }

  private static List<String> dropped(
      Tenant tenant, Collection<String> wished, Informers informers) {
    return standing(tenant, informers).stream().filter(name -> !wished.contains(name)).toList();
  }

  /** Names of the namespaces that the tenant has, asked for or not, in order. */
  static List<String> standing(Tenant tenant, Informers informers) {
    return informers
        .of(Namespace.class)
        .by(Informers.BY_TENANT, tenant.getMetadata().getName())
        .stream()
        .filter(n -> !n.isMarkedForDeletion() && NamespaceOwner.isOf(n, tenant))
        .map(n -> n.getMetadata().getName())
        .sorted()
        .toList();
  }

  private static Map<String, Map<String, Quantity>> inQuotas(
      Collection<String> namespaces,
      Function<ResourceQuota, Map<String, Quantity>> amounts,
      Informers informers) {
    var byNamespace = new LinkedHashMap<String, Map<String, Quantity>>();
    for (String namespace : namespaces) {
      ResourceQuota quota = informers.of(ResourceQuota.class).get(namespace, TenantQuota.NAME);
      if (quota != null) {
        byNamespace.put(namespace, amounts.apply(quota));
      }
    }
    return byNamespace;
  }

  <T> List<T> all(Function<DesiredNamespace, List<? extends T>> part) {
    return namespaces.stream().<T>flatMap(n -> part.apply(n).stream()).toList();
  }

  Map<String, Quantity> share(String namespace) {
    return shares.get(namespace);
  }

  /** Objects that we manage in these namespaces but no longer want there. */
  List<HasMetadata> superfluous(Informers informers) {
    var wanted = new HashSet<String>();
    for (DesiredNamespace namespace : namespaces) {
      Stream.concat(namespace.guards().stream(), namespace.bindings().stream())
          .forEach(o -> wanted.add(id(o)));
    }
    return CONTENTS.stream()
        .<HasMetadata>flatMap(
            kind -> namespaces.stream().flatMap(n -> managed(kind, n.name(), informers)))
        .filter(o -> !wanted.contains(id(o)))
        // It goes with the Replication that it is for.
        .filter(o -> !o.getMetadata().getLabels().containsKey(Labels.REPLICATOR_FOR))
        // It goes when what it remembers is restored.
        .filter(o -> !StandstillQuota.NAME.equals(o.getMetadata().getName()))
        .toList();
  }

  private static Stream<? extends HasMetadata> managed(
      Class<? extends HasMetadata> kind, String namespace, Informers informers) {
    return informers.of(kind).inNamespace(namespace).stream()
        .filter(
            o ->
                o.getMetadata().getLabels() != null
                    && "true".equals(o.getMetadata().getLabels().get(Labels.MANAGED)));
  }

  private static String id(HasMetadata object) {
    return object.getKind()
        + "/"
        + object.getMetadata().getNamespace()
        + "/"
        + object.getMetadata().getName();
  }

  /** One or two sentences for the Ready condition. */
  String summary() {
    int asked = namespaces.size() - dropped.size();
    String all =
        "%d %s with quota, limits, network policies and role bindings %s in place."
            .formatted(asked, asked == 1 ? "namespace" : "namespaces", asked == 1 ? "is" : "are");
    return dropped.isEmpty()
        ? all
        : all
            + " No longer in spec.namespaces, but kept with a quota of nothing: %s."
                .formatted(String.join(", ", dropped));
  }
}
