package dev.yunzhi.controlplane.inventory;

import static dev.yunzhi.controlplane.inventory.AssetKind.inNamespace;

import dev.yunzhi.api.v1alpha1.Cloud;
import dev.yunzhi.api.v1alpha1.ComponentSubscription;
import dev.yunzhi.api.v1alpha1.Department;
import dev.yunzhi.api.v1alpha1.Facility;
import dev.yunzhi.api.v1alpha1.Labels;
import dev.yunzhi.api.v1alpha1.PriceList;
import dev.yunzhi.api.v1alpha1.Project;
import dev.yunzhi.api.v1alpha1.SharedComponent;
import dev.yunzhi.api.v1alpha1.Tenant;
import dev.yunzhi.api.v1alpha1.TenantRequest;
import dev.yunzhi.api.v1alpha1.YunzhiResource;
import dev.yunzhi.controlplane.inventory.Seen.Owner;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.Gateway;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import java.util.List;

/**
 * Every kind that the inventory watches. Pods and ReplicaSets are not here: they come and go by the
 * thousand and say no more than the workload that made them.
 */
final class AssetKinds {
  static final AssetKind<Department> DEPARTMENT =
      new AssetKind<>(
          Department.class,
          null,
          object -> true,
          department -> new Owner(name(department), null, null),
          Governed::department);
  static final AssetKind<Project> PROJECT =
      new AssetKind<>(
          Project.class,
          null,
          object -> true,
          project -> new Owner(project.getSpec().department(), null, name(project)),
          ProjectFacts::put);
  static final AssetKind<TenantRequest> REQUEST =
      new AssetKind<>(
          TenantRequest.class,
          null,
          object -> true,
          request ->
              new Owner(
                  home(request.getMetadata().getNamespace()), null, request.getSpec().project()),
          Governed::request);
  static final AssetKind<Tenant> TENANT =
      new AssetKind<>(
          Tenant.class,
          null,
          object -> true,
          tenant ->
              new Owner(tenant.getSpec().department(), name(tenant), tenant.getSpec().project()),
          Governed::tenant);
  static final AssetKind<Facility> FACILITY =
      new AssetKind<>(
          Facility.class,
          null,
          object -> true,
          facility -> new Owner(facility.getSpec().department(), null, null),
          Consolidated::facility);
  static final AssetKind<PriceList> PRICE_LIST =
      new AssetKind<>(PriceList.class, null, object -> true, list -> Owner.UNSAID, PriceFacts::put);
  static final AssetKind<Cloud> CLOUD =
      new AssetKind<>(
          Cloud.class, null, object -> true, cloud -> Owner.UNSAID, CloudFacts::describe);
  static final AssetKind<SharedComponent> COMPONENT =
      new AssetKind<>(
          SharedComponent.class,
          null,
          object -> true,
          component -> new Owner(component.getSpec().provider(), null, null),
          Consolidated::component);
  static final AssetKind<ComponentSubscription> SUBSCRIPTION =
      new AssetKind<>(
          ComponentSubscription.class,
          null,
          object -> true,
          subscription -> new Owner(home(subscription.getMetadata().getNamespace()), null, null),
          Consolidated::subscription);
  static final AssetKind<Namespace> NAMESPACE =
      new AssetKind<>(
          Namespace.class,
          Labels.TENANT,
          object -> true,
          namespace ->
              new Owner(null, namespace.getMetadata().getLabels().get(Labels.TENANT), null),
          Workloads::namespace);
  static final AssetKind<Node> NODE =
      new AssetKind<>(Node.class, null, object -> true, node -> Owner.UNSAID, Workloads::node);

  /** Belongs to the platform, as a node does; the claim that it is bound to belongs to a tenant. */
  static final AssetKind<PersistentVolume> VOLUME =
      new AssetKind<>(
          PersistentVolume.class, null, object -> true, volume -> Owner.UNSAID, Workloads::volume);

  /** Those of the home cluster. */
  static final List<AssetKind<?>> ALL =
      List.of(
          DEPARTMENT,
          PROJECT,
          TENANT,
          FACILITY,
          CLOUD,
          COMPONENT,
          SUBSCRIPTION,
          NAMESPACE,
          REQUEST,
          PRICE_LIST,
          NODE,
          inNamespace(Deployment.class, Workloads::deployment),
          inNamespace(StatefulSet.class, Workloads::statefulSet),
          inNamespace(DaemonSet.class, Workloads::daemonSet),
          inNamespace(Job.class, Workloads::job).where(AssetKinds::isOnItsOwn),
          inNamespace(CronJob.class, Workloads::cronJob),
          inNamespace(PersistentVolumeClaim.class, Workloads::volumeClaim),
          inNamespace(ResourceQuota.class, Workloads::quota),
          VOLUME,
          inNamespace(Service.class, Exposures::service),
          inNamespace(Ingress.class, Exposures::ingress),
          inNamespace(Gateway.class, Exposures::gateway).whereThereIs(),
          inNamespace(HTTPRoute.class, Exposures::httpRoute).whereThereIs());

  /** Those of a further cluster: all but Yunzhi's own objects, which are at home alone. */
  static final List<AssetKind<?>> FURTHER =
      ALL.stream().filter(kind -> !YunzhiResource.class.isAssignableFrom(kind.type())).toList();

  static final String HOME_PREFIX = "dept-";

  private AssetKinds() {}

  private static String name(HasMetadata object) {
    return object.getMetadata().getName();
  }

  /** A run of a CronJob is not an asset, the CronJob is. */
  private static boolean isOnItsOwn(Job job) {
    return job.getMetadata().getOwnerReferences().stream()
        .noneMatch(owner -> "CronJob".equals(owner.getKind()));
  }

  /** The department whose home a namespace is. */
  static String home(String namespace) {
    return namespace.startsWith(HOME_PREFIX) ? namespace.substring(HOME_PREFIX.length()) : null;
  }
}
