package dev.yunzhi.operator.cloud;

import dev.yunzhi.api.v1alpha1.Cloud;
import dev.yunzhi.api.v1alpha1.Tenant;
import dev.yunzhi.operator.cluster.Informers;
import dev.yunzhi.operator.cluster.TenantCluster;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * The clusters that tenants lie on: home, and the clouds that this replica has been told to keep in
 * touch with, which the leader's reconciler does. Thread-safe.
 */
public final class Clouds implements AutoCloseable {

  private final TenantCluster home;
  private final Wiring wiring;
  private final Map<String, CloudConnection> connections = new ConcurrentHashMap<>();
  private final List<Consumer<String>> ofHealth = new CopyOnWriteArrayList<>();
  private final List<Consumer<String>> ofTenant = new CopyOnWriteArrayList<>();

  public Clouds(TenantCluster home, Wiring wiring) {
    this.home = home;
    this.wiring = wiring;
    home.informers().of(Cloud.class).subscribe(new Forgetting());
  }

  /** Begins to keep in touch with a cloud; does nothing when that is so already. */
  public void connect(Cloud cloud) {
    connections.compute(
        cloud.getMetadata().getName(),
        (name, present) -> {
          if (present != null && present.uses(cloud.getSpec().kubeconfigSecret())) {
            return present;
          }
          if (present != null) {
            present.close();
          }
          return new CloudConnection(
              cloud,
              wiring,
              () -> expectedId(name),
              () -> tenantsOn(name).stream().map(t -> t.getMetadata().getName()).toList(),
              new CloudConnection.Listeners(
                  cloudName -> ofHealth.forEach(l -> l.accept(cloudName)),
                  tenant -> ofTenant.forEach(l -> l.accept(tenant))));
        });
  }

  /** While tenants lie on it, it has to be the cluster that it was. */
  private String expectedId(String name) {
    Cloud cloud = home.informers().of(Cloud.class).get(name);
    return cloud == null || cloud.getStatus() == null || tenantsOn(name).isEmpty()
        ? null
        : cloud.getStatus().clusterId();
  }

  /** Tenants that name the cloud. */
  public List<Tenant> tenantsOn(String cloud) {
    return home.informers().of(Tenant.class).by(Informers.BY_CLOUD, cloud);
  }

  /** Whether there is a Cloud of that name. */
  public boolean exists(String cloud) {
    return home.informers().of(Cloud.class).get(cloud) != null;
  }

  /** How a cloud is; empty until it was looked at. */
  public Optional<CloudHealth> health(String cloud) {
    return Optional.ofNullable(connections.get(cloud)).map(CloudConnection::health);
  }

  /** The cluster that a tenant lies on; empty while it cannot be used. */
  public Optional<TenantCluster> of(Tenant tenant) {
    String cloud = tenant.getSpec().cloud();
    return cloud == null
        ? Optional.of(home)
        : Optional.ofNullable(connections.get(cloud))
            .map(CloudConnection::open)
            .map(OpenCloud::cluster);
  }

  /** Home, and every cloud that can be used now. */
  public List<TenantCluster> usable() {
    var usable = new ArrayList<TenantCluster>();
    usable.add(home);
    for (CloudConnection connection : connections.values()) {
      OpenCloud open = connection.open();
      if (open != null) {
        usable.add(open.cluster());
      }
    }
    return usable;
  }

  /** Whether {@link #usable} is all that tenants may lie on. */
  public boolean complete() {
    return home.informers().of(Cloud.class).list().stream()
        .filter(Clouds::wasReached)
        .map(cloud -> connections.get(cloud.getMetadata().getName()))
        .allMatch(connection -> connection != null && connection.open() != null);
  }

  /** Whether something of a tenant may be on a cloud that cannot be used now. */
  public boolean mayBeAway(String tenant) {
    return home.informers().of(Cloud.class).list().stream()
        .filter(Clouds::wasReached)
        .map(cloud -> connections.get(cloud.getMetadata().getName()))
        .anyMatch(
            connection ->
                connection == null || (connection.open() == null && connection.mayHold(tenant)));
  }

  /** Where nobody ever got to, nothing was made. */
  private static boolean wasReached(Cloud cloud) {
    return cloud.getStatus() != null && cloud.getStatus().clusterId() != null;
  }

  /** Has a cloud looked at now: somebody got no answer from it. */
  public void suspect(String cloud) {
    var connection = connections.get(cloud);
    if (connection != null) {
      connection.suspect();
    }
  }

  /** Tells the name of each cloud whose health differs. */
  public void onHealth(Consumer<String> listener) {
    ofHealth.add(listener);
  }

  /** Tells the name of each tenant of which something on a cloud, not at home, differs. */
  public void onTenant(Consumer<String> listener) {
    ofTenant.add(listener);
  }

  private void forget(String cloud) {
    var connection = connections.remove(cloud);
    if (connection != null) {
      connection.close();
      ofHealth.forEach(listener -> listener.accept(cloud));
    }
  }

  @Override
  public void close() {
    connections.values().forEach(CloudConnection::close);
  }

  private final class Forgetting implements ResourceEventHandler<Cloud> {
    @Override
    public void onAdd(Cloud cloud) {}

    @Override
    public void onUpdate(Cloud before, Cloud after) {}

    @Override
    public void onDelete(Cloud cloud, boolean unknown) {
      forget(cloud.getMetadata().getName());
    }
  }
}
