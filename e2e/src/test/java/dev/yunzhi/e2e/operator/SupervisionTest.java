package dev.yunzhi.e2e.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.yunzhi.api.v1alpha1.Department;
import dev.yunzhi.api.v1alpha1.Tenant;
import dev.yunzhi.e2e.cluster.CommandResult;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * {@code sup-city} supervises all below the city {@code v-city}, {@code sup-county} below its
 * county; each has a tenant.
 */
@OnOperatorEstate
class SupervisionTest {

  private final OperatorEstate estate;

  SupervisionTest(OperatorEstate estate) {
    this.estate = estate;
  }

  @BeforeEach
  void plantTheTree() {
    estate.apply(supervised("v-city", "City", "900800", "root", "sup-city"));
    estate.apply(supervised("v-county", "County", "900801", "v-city", "sup-county"));
    estate.awaitReady(Department.class, "v-county", d -> d.getStatus().conditions());
    for (String of : new String[] {"v-city", "v-county"}) {
      estate.apply(
          Objects.tenant("t-" + of, "Retain", "[{name: web}]", "{pods: '3'}")
              .replace("department: root", "department: " + of));
      estate.awaitReady(Tenant.class, "t-" + of, t -> t.getStatus().conditions());
    }
  }

  @Test
  void whoIsAboveReadsBelowAndNeverTheReverse() {
    await()
        .atMost(OperatorEstate.LIMIT)
        .until(() -> as("sup-city", "get", "pods", "-n", "t-v-county-web").succeeded());
    as("sup-city", "get", "pods", "-n", "t-v-city-web").orThrow();
    as("sup-county", "get", "pods", "-n", "t-v-county-web").orThrow();

    CommandResult upwards = as("sup-county", "get", "pods", "-n", "t-v-city-web");
    assertThat(upwards.succeeded()).isFalse();
    assertThat(upwards.stderr()).contains("cannot list resource \"pods\"");
  }

  @Test
  void whoSupervisesChangesNothingAndSeesNoSecrets() {
    assertThat(can("sup-city", "list", "deployments.apps")).isEqualTo("yes");
    assertThat(can("sup-city", "create", "deployments.apps")).isEqualTo("no");
    assertThat(can("sup-city", "delete", "pods")).isEqualTo("no");
    assertThat(can("sup-city", "get", "secrets")).isEqualTo("no");
  }

  @Test
  void theBindingGoesWithTheLastSupervisor() {
    estate.apply(Objects.department("v-alone", "City", "900810", "root"));
    estate.awaitReady(Department.class, "v-alone", d -> d.getStatus().conditions());
    estate.apply(
        Objects.tenant("t-v-alone", "Retain", "[{name: web}]", "{pods: '3'}")
            .replace("department: root", "department: v-alone"));
    estate.awaitReady(Tenant.class, "t-v-alone", t -> t.getStatus().conditions());
    assertThat(supervisors()).isFalse();

    estate.apply(supervised("v-alone", "City", "900810", "root", "sup-alone"));
    await().atMost(OperatorEstate.LIMIT).until(this::supervisors);
    estate.apply(Objects.department("v-alone", "City", "900810", "root") + "  supervisors: []\n");
    await().atMost(OperatorEstate.LIMIT).until(() -> !supervisors());
  }

  private boolean supervisors() {
    return estate
            .client()
            .rbac()
            .roleBindings()
            .inNamespace("t-v-alone-web")
            .withName("yunzhi-supervisors")
            .get()
        != null;
  }

  private CommandResult as(String user, String... arguments) {
    return estate.cluster().kubectl(estate.cluster().kubeconfigFor(user), "", arguments);
  }

  private String can(String user, String verb, String resource) {
    return as(user, "auth", "can-i", verb, resource, "-n", "t-v-county-web").stdout().strip();
  }

  private static String supervised(
      String name, String level, String code, String parent, String by) {
    return Objects.department(name, level, code, parent)
        + "  supervisors: [{kind: User, name: %s}]\n".formatted(by);
  }
}
