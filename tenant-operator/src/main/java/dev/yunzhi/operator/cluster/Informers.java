package dev.yunzhi.operator.cluster;

import dev.yunzhi.api.v1alpha1.Agreement;
import dev.yunzhi.api.v1alpha1.Approval;
import dev.yunzhi.api.v1alpha1.Cloud;
import dev.yunzhi.api.v1alpha1.ComponentSubscription;
import dev.yunzhi.api.v1alpha1.Department;
import dev.yunzhi.api.v1alpha1.Facility;
import dev.yunzhi.api.v1alpha1.FacilityMove;
import dev.yunzhi.api.v1alpha1.FacilitySystem;
import dev.yunzhi.api.v1alpha1.Labels;
import dev.yunzhi.api.v1alpha1.Policy;
import dev.yunzhi.api.v1alpha1.PolicyException;
import dev.yunzhi.api.v1alpha1.Project;
import dev.yunzhi.api.v1alpha1.Reform;
import dev.yunzhi.api.v1alpha1.Replication;
import dev.yunzhi.api.v1alpha1.SharedComponent;
import dev.yunzhi.api.v1alpha1.Tenant;
import dev.yunzhi.api.v1alpha1.TenantRequest;
import dev.yunzhi.operator.model.GrantedTenant;
import dev.yunzhi.operator.model.HostScope;
import dev.yunzhi.operator.model.Hosts;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.api.model.LimitRange;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.FilterWatchListDeletable;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import java.time.Clock;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

/**
 * One watch for each kind of one cluster, shared by all reconcilers and by admission. At home they
 * run on every replica, whether it leads or not. Of the kinds that are not ours only what we manage
 * is watched; but at home all network policies are, for policies judge a namespace by them, and all
 * that holds a host. Routes of the Gateway API are watched where the cluster has that API when the
 * operator starts.
 */
public final class Informers implements AutoCloseable {

  /** Index of TenantRequests, Tenants and Approvals by {@code spec.project}. */
  public static final String BY_PROJECT = "project";

  /** Index of Tenants, Projects and Facilities by {@code spec.department}. */
  public static final String BY_DEPARTMENT = "department";

  /** Index of TenantRequests and Tenants by {@code spec.cloud}; those at home are in none. */
  public static final String BY_CLOUD = "cloud";

  /** Index of ComponentSubscriptions by {@code spec.component}. */
  public static final String BY_COMPONENT = "component";

  /** Index of Departments by {@code spec.parent}. */
  public static final String BY_PARENT = "parent";

  /** Index of Departments by the holders of their {@code status.allocations}. */
  public static final String BY_HOLDER = "holder";

  /** Index of Departments by {@code spec.code}. */
  public static final String BY_CODE = "code";

  /**
   * Index of Namespaces, TenantRequests and ComponentSubscriptions by the name of the tenant that
   * they are of, and of Facilities by those that their systems moved to.
   */
  public static final String BY_TENANT = "tenant";

  /** Index of Ingresses and HTTPRoutes by {@link HostScope#keys} of their hosts. */
  public static final String BY_HOST = "host";

  /** The first list comes in pages: a whole one would take more memory than what is kept of it. */
  private static final long PAGE = 500;

  private final Map<Class<?>, Informed<?>> kinds = new LinkedHashMap<>();
  private final KubernetesClient client;
  private final Clock clock;
  private final SharedParts parts;
  private CompletableFuture<Void> lists;

  private Informers(KubernetesClient client, Clock clock, SharedParts parts) {
    this.client = client;
    this.clock = clock;
    this.parts = parts;
  }

  /** All that is watched of the cluster that Yunzhi itself runs on. */
  public static Informers ofHome(KubernetesClient client, Clock clock, SharedParts parts) {
    var informers = new Informers(client, clock, parts);
    informers.addOwnKinds();
    informers.add(NetworkPolicy.class, client.resources(NetworkPolicy.class).inAnyNamespace());
    informers.addTenantParts();
    informers.addHosts();
    informers.add(
        ClusterRoleBinding.class,
        client.resources(ClusterRoleBinding.class).withLabel(Labels.MANAGED, "true"));
    return informers;
  }

  /** What is watched of a further cluster: what tenants there consist of, and nothing else. */
  public static Informers ofCloud(KubernetesClient client, Clock clock, SharedParts parts) {
    var informers = new Informers(client, clock, parts);
    informers.addManaged(NetworkPolicy.class);
    informers.addTenantParts();
    return informers;
  }

  private void addOwnKinds() {
    add(Department.class, client.resources(Department.class))
        .indexed(BY_CODE, department -> List.of(department.getSpec().code()))
        .indexed(BY_PARENT, department -> listOf(department.getSpec().parent()))
        .indexed(BY_HOLDER, Informers::holders);
    add(Project.class, client.resources(Project.class))
        .indexed(BY_DEPARTMENT, project -> List.of(project.getSpec().department()));
    add(TenantRequest.class, client.resources(TenantRequest.class).inAnyNamespace())
        .indexed(BY_PROJECT, request -> listOf(request.getSpec().project()))
        .indexed(BY_CLOUD, request -> listOf(request.getSpec().cloud()))
        .indexed(BY_TENANT, request -> List.of(GrantedTenant.nameFor(request)));
    add(Approval.class, client.resources(Approval.class).inAnyNamespace())
        .indexed(BY_PROJECT, approval -> listOf(approval.getSpec().project()));
    add(Agreement.class, client.resources(Agreement.class).inAnyNamespace());
    add(Replication.class, client.resources(Replication.class).inAnyNamespace());
    add(Tenant.class, client.resources(Tenant.class))
        .indexed(BY_DEPARTMENT, tenant -> List.of(tenant.getSpec().department()))
        .indexed(BY_CLOUD, tenant -> listOf(tenant.getSpec().cloud()))
        .indexed(BY_PROJECT, tenant -> listOf(tenant.getSpec().project()));
    add(Cloud.class, client.resources(Cloud.class));
    add(Facility.class, client.resources(Facility.class))
        .indexed(BY_DEPARTMENT, facility -> List.of(facility.getSpec().department()))
        .indexed(BY_TENANT, Informers::movedTo);
    add(SharedComponent.class, client.resources(SharedComponent.class));
    add(ComponentSubscription.class, client.resources(ComponentSubscription.class).inAnyNamespace())
        .indexed(BY_COMPONENT, subscription -> List.of(subscription.getSpec().component()))
        .indexed(BY_TENANT, subscription -> List.of(subscription.getSpec().tenant()));
    add(Reform.class, client.resources(Reform.class));
    add(Policy.class, client.resources(Policy.class));
    add(PolicyException.class, client.resources(PolicyException.class).inAnyNamespace());
  }

  private void addTenantParts() {
    add(Namespace.class, client.resources(Namespace.class).withLabel(Labels.MANAGED, "true"))
        .indexed(BY_TENANT, n -> listOf(n.getMetadata().getLabels().get(Labels.TENANT)));
    addManaged(ResourceQuota.class);
    addManaged(LimitRange.class);
    addManaged(RoleBinding.class);
  }

  private void addHosts() {
    add(Ingress.class, client.resources(Ingress.class).inAnyNamespace())
        .indexed(BY_HOST, ingress -> HostScope.keys(Hosts.of(ingress)));
    if (client.supports(HTTPRoute.class)) {
      add(HTTPRoute.class, client.resources(HTTPRoute.class).inAnyNamespace())
          .indexed(BY_HOST, route -> HostScope.keys(Hosts.of(route)));
    }
  }

  private <T extends HasMetadata> void addManaged(Class<T> kind) {
    add(kind, client.resources(kind).inAnyNamespace().withLabel(Labels.MANAGED, "true"));
  }

  private <T extends HasMetadata> Informed<T> add(
      Class<T> kind, FilterWatchListDeletable<T, ? extends KubernetesResourceList<T>, ?> all) {
    var informer = all.withLimit(PAGE).runnableInformer(0);
    var store = new ReducedStore<T>(parts::share);
    informer.itemStore(store);
    // A watch or list that fails is tried again for as long as the program runs.
    informer.exceptionHandler((started, failure) -> true);
    var informed = new Informed<>(informer, store, clock);
    informer.addEventHandler(new Forgetting<>(informed));
    kinds.put(kind, informed);
    return informed;
  }

  private static List<String> holders(Department department) {
    var status = department.getStatus();
    return status == null || status.allocations() == null
        ? List.of()
        : List.copyOf(status.allocations().keySet());
  }

  private static List<String> movedTo(Facility facility) {
    return facility.getSpec().allSystems().stream()
        .map(FacilitySystem::move)
        .filter(Objects::nonNull)
        .map(FacilityMove::tenant)
        .distinct()
        .toList();
  }

  private static List<String> listOf(String value) {
    return value == null ? List.of() : List.of(value);
  }

  /** Whether this kind is watched; a kind that the cluster does not have is not. */
  public boolean watches(Class<? extends HasMetadata> kind) {
    return kinds.containsKey(kind);
  }

  /**
   * Starts all watches, once.
   *
   * @return completes when the first lists are in
   */
  public synchronized CompletableFuture<Void> start() {
    if (lists == null) {
      lists =
          CompletableFuture.allOf(
              kinds.values().stream()
                  .map(informed -> informed.informer().start().toCompletableFuture())
                  .toArray(CompletableFuture<?>[]::new));
    }
    return lists;
  }

  /**
   * What is known of one kind.
   *
   * @throws IllegalArgumentException for a kind that is not watched
   */
  @SuppressWarnings("unchecked")
  public <T extends HasMetadata> Informed<T> of(Class<T> kind) {
    var informed = kinds.get(kind);
    if (informed == null) {
      throw new IllegalArgumentException(kind + " is not watched");
    }
    return (Informed<T>) informed;
  }

  /** Grows after each change of any of the kinds. */
  public long version(Collection<Class<? extends HasMetadata>> of) {
    long version = 0;
    for (Class<? extends HasMetadata> kind : of) {
      version += of(kind).version();
    }
    return version;
  }

  /** Whether the first list of every kind is in. */
  public boolean synced() {
    return kinds.values().stream().allMatch(i -> i.informer().hasSynced());
  }

  /** Kinds whose watch has ended for good; empty when all is well. */
  public List<String> broken() {
    return kinds.entrySet().stream()
        .filter(e -> e.getValue().informer().hasSynced() && !e.getValue().informer().isRunning())
        .map(e -> e.getKey().getSimpleName())
        .toList();
  }

  @Override
  public void close() {
    kinds.values().forEach(i -> i.informer().stop());
  }

  private record Forgetting<T extends HasMetadata>(Informed<T> informed)
      implements ResourceEventHandler<T> {
    @Override
    public void onAdd(T object) {}

    @Override
    public void onUpdate(T before, T after) {}

    @Override
    public void onDelete(T object, boolean unknown) {
      informed.forget(object);
    }
  }
}
