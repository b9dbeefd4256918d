package dev.yunzhi.e2e.bench;

import dev.yunzhi.api.v1alpha1.Department;
import dev.yunzhi.api.v1alpha1.Tenant;
import dev.yunzhi.e2e.estate.Conditions;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** A province with ten cities, counties in them, and tenants of two namespaces in the counties. */
final class Population {

  private static final int CITIES = 10;

  private final KubernetesClient client;
  private final List<String> counties;

  /**
   * Creates the departments and waits until all are Ready.
   *
   * @param counties 10 to 990
   */
  Population(KubernetesClient client, int counties) throws InterruptedException {
    this.client = client;
    this.counties = IntStream.range(0, counties).mapToObj("county-%d"::formatted).toList();
    List<Department> departments = new ArrayList<>();
    departments.add(department("province", "Province", "990000", null));
    for (int city = 0; city < CITIES; city++) {
      String code = "99%02d00".formatted(city + 1);
      departments.add(department("city-" + city, "City", code, "province"));
    }
    for (int county = 0; county < counties; county++) {
      String code = "99%02d%02d".formatted(county % CITIES + 1, county / CITIES + 1);
      departments.add(
          department(this.counties.get(county), "County", code, "city-" + county % CITIES));
    }
    departments.forEach(department -> client.resource(department).create());
    Waiting.until(
        "departments are Ready",
        Duration.ofMinutes(2),
        Duration.ofMillis(500),
        () -> {
          var all = client.resources(Department.class).list().getItems();
          return all.size() == departments.size()
              && all.stream()
                  .allMatch(
                      d ->
                          d.getStatus() != null && Conditions.ready(d, d.getStatus().conditions()));
        });
  }

  /** Waits until there are so many tenants, and all are Ready. */
  void awaitReady(int tenants) throws InterruptedException {
    Waiting.until(
        tenants + " tenants are Ready",
        Duration.ofMinutes(3),
        Duration.ofMillis(500),
        () -> {
          var all = client.resources(Tenant.class).list().getItems();
          return all.size() == tenants
              && all.stream()
                  .allMatch(
                      t ->
                          t.getStatus() != null && Conditions.ready(t, t.getStatus().conditions()));
        });
  }

  /** Tenants that are still to be created, named {@code <prefix>-<number>}. */
  List<Tenant> tenants(String prefix, int count) {
    return tenants(prefix, count, 40);
  }

  /**
   * As above.
   *
   * @param pods that each may have in both of its namespaces together
   */
  List<Tenant> tenants(String prefix, int count, int pods) {
    return IntStream.range(0, count)
        .mapToObj(
            number ->
                parse(
                    Tenant.class,
                    TENANT.formatted(prefix, number, counties.get(number % counties.size()), pods)))
        .toList();
  }

  private Department department(String name, String level, String code, String parent) {
    String more = parent == null ? "" : "  parent: " + parent;
    return parse(Department.class, DEPARTMENT.formatted(name, level, code, name, name, more));
  }

  private <T> T parse(Class<T> kind, String yaml) {
    return client.getKubernetesSerialization().unmarshal(yaml, kind);
  }

  private static final String DEPARTMENT =
      """
      apiVersion: yunzhi.dev/v1alpha1
      kind: Department
      metadata: {name: %s}
      spec:
        displayName: 测试部门
        level: %s
        code: "%s"
        administrators: [{kind: Group, name: "%s-administrators"}]
        members: [{kind: Group, name: "%s-members"}]
      %s
      """;

  private static final String TENANT =
      """
      apiVersion: yunzhi.dev/v1alpha1
      kind: Tenant
      metadata: {name: %s-%d}
      spec:
        department: %s
        displayName: 性能测试
        environment: Development
        protectionLevel: 2
        dataClass: General
        namespaces: [{name: web}, {name: data}]
        quota: {requests.cpu: "4", requests.memory: 8Gi, limits.cpu: "8", limits.memory: 16Gi, pods: "%d"}
        expiresAt: "2027-03-31T23:59:59+08:00"
        owners: [{kind: Group, name: administrators}]
        editors: [{kind: Group, name: developers}]
        viewers: [{kind: Group, name: members}]
      """;
}
