package dev.yunzhi.e2e.wholeway;

import dev.yunzhi.e2e.operator.Objects;
import java.util.ArrayList;
import java.util.List;

/**
 * A province of 200 departments: ten cities, a hundred counties, the rest townships; a budget at
 * the province and each city, and a tenant with a workload in every fourth county and every city.
 */
final class Province {

  static final int CITIES = 10;
  static final int COUNTIES = 100;
  static final int DEPARTMENTS = 200;
  private static final int TOWNSHIPS = DEPARTMENTS - 1 - CITIES - COUNTIES;
  private static final int COUNTIES_OF_A_CITY = COUNTIES / CITIES;

  static String city(int n) {
    return "city-" + n;
  }

  static String county(int n) {
    return "county-" + n;
  }

  /** The city that a county lies in. */
  static int cityOf(int county) {
    return county / COUNTIES_OF_A_CITY;
  }

  static String departments() {
    var yaml = new ArrayList<String>();
    yaml.add(Objects.department("province", "Province", "340000", null) + budget(4000));
    for (int i = 0; i < CITIES; i++) {
      yaml.add(
          Objects.department(city(i), "City", "%d".formatted(340100 + i), "province")
              + budget(100));
    }
    for (int i = 0; i < COUNTIES; i++) {
      yaml.add(
          Objects.department(county(i), "County", "%d".formatted(341000 + i), city(cityOf(i))));
    }
    for (int i = 0; i < TOWNSHIPS; i++) {
      yaml.add(
          Objects.department(
              "township-" + i, "Township", "%d".formatted(341000100 + i), county(i)));
    }
    return String.join("---\n", yaml);
  }

  private static String budget(int cpu) {
    return "  budget: {cpu: '%d'}\n".formatted(cpu);
  }

  /** Departments that have a tenant, which is called like them. */
  static List<String> owners() {
    var owners = new ArrayList<String>();
    for (int i = 0; i < CITIES; i++) {
      owners.add(city(i));
    }
    for (int i = 0; i < COUNTIES; i += 4) {
      owners.add(county(i));
    }
    return owners;
  }

  static String tenants() {
    return String.join(
        "---\n",
        owners().stream()
            .map(
                owner ->
                    Objects.tenant(
                            owner, "Retain", "[{name: web}]", "{cpu: '2', memory: 4Gi, pods: '9'}")
                        .replace("department: root", "department: " + owner))
            .toList());
  }

  static String workloads() {
    return String.join(
        "---\n", owners().stream().map(owner -> Objects.deployment(owner + "-web", 1)).toList());
  }

  private Province() {}
}
