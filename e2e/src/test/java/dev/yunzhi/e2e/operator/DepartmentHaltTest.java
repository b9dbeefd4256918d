package dev.yunzhi.e2e.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.yunzhi.api.v1alpha1.Department;
import dev.yunzhi.api.v1alpha1.RequestPhase;
import dev.yunzhi.api.v1alpha1.Tenant;
import dev.yunzhi.api.v1alpha1.TenantRequestStatus;
import dev.yunzhi.e2e.cluster.CommandResult;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a halt above does to a department, its requests, and its tenants; and that it ends. */
@OnOperatorEstate
class DepartmentHaltTest {

  private static final String WORKLOAD =
      """
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: kept, namespace: t-h-web}
      """;

  private final OperatorEstate estate;

  DepartmentHaltTest(OperatorEstate estate) {
    this.estate = estate;
  }

  @Test
  @Provokes({
    "Department Halted=True DepartmentHalted",
    "Tenant Halted=True DepartmentHalted",
    "TenantRequest Ready=False DepartmentHalted"
  })
  void haltsTheSubtreeAndLiftingRestoresIt() {
    estate.apply(Objects.department("h-city", "City", "900900", "root"));
    estate.apply(Objects.department("h-county", "County", "900901", "h-city"));
    estate.awaitReady(Department.class, "h-county", d -> d.getStatus().conditions());
    estate.apply(
        Objects.tenant("t-h", "Retain", "[{name: web}]", "{pods: '3'}")
            .replace("department: root", "department: h-county"));
    estate.awaitReady(Tenant.class, "t-h", t -> t.getStatus().conditions());
    await().atMost(OperatorEstate.LIMIT).until(() -> ownerCan("create", "configmaps"));
    asOwner(WORKLOAD, "create", "-f", "-").orThrow();

    halt("{\"reason\":\"账目核查。\"}");
    tenantsCanOnlyBeRead();
    requestsAreHeld();
    nothingNewComesBelow();

    halt("null");
    await().atMost(OperatorEstate.LIMIT).until(() -> ownerCan("create", "configmaps"));
    asOwner("", "delete", "configmap", "kept", "-n", "t-h-web").orThrow();
    estate.awaitObject(Tenant.class, "t-h", t -> halted(t.getStatus().conditions()) == null);
    estate.awaitObject(
        Department.class, "h-county", d -> halted(d.getStatus().conditions()) == null);
    await().atMost(OperatorEstate.LIMIT).until(() -> request().phase() != RequestPhase.BLOCKED);
    estate.apply(Objects.department("h-new", "County", "900902", "h-city"));
  }

  private void tenantsCanOnlyBeRead() {
    estate.awaitObject(Tenant.class, "t-h", t -> halted(t.getStatus().conditions()) != null);
    estate.awaitObject(
        Department.class, "h-county", d -> halted(d.getStatus().conditions()) != null);
    assertThat(halted(estate.get(Tenant.class, "t-h").getStatus().conditions()).getMessage())
        .contains("Department h-city is halted, and all below it: 账目核查.");
    await().atMost(OperatorEstate.LIMIT).until(() -> !ownerCan("create", "configmaps"));
    assertThat(ownerCan("list", "configmaps")).isTrue();
    assertThat(asOwner("", "delete", "configmap", "kept", "-n", "t-h-web").succeeded()).isFalse();
    assertThat(estate.client().configMaps().inNamespace("t-h-web").withName("kept").get())
        .isNotNull();
    estate.awaitReady(Tenant.class, "t-h", t -> t.getStatus().conditions());
  }

  private void requestsAreHeld() {
    estate.apply(Objects.project("h-project", "h-county"));
    estate.apply(
        Objects.request("h-request", "h-project", 2, "1").replace("dept-root", "dept-h-county"));
    await()
        .atMost(OperatorEstate.LIMIT)
        .until(() -> request() != null && request().phase() == RequestPhase.BLOCKED);
    assertThat(request().nextStep()).contains("Department h-city is halted", "removing spec.halt");
    assertThat(request().conditions()).anyMatch(c -> c.getReason().equals("DepartmentHalted"));
  }

  private void nothingNewComesBelow() {
    CommandResult refused =
        estate.tryApply(Objects.department("h-new", "County", "900902", "h-city"));
    assertThat(refused.succeeded()).isFalse();
    assertThat(refused.stderr()).contains("Department h-city is halted", "部门 h-city 及其下级已被暂停");
  }

  private TenantRequestStatus request() {
    return estate.findRequest("dept-h-county", "h-request").getStatus();
  }

  private void halt(String value) {
    estate
        .cluster()
        .kubectl(
            "patch",
            "department",
            "h-city",
            "--type=merge",
            "-p",
            "{\"spec\":{\"halt\":%s}}".formatted(value))
        .orThrow();
  }

  private boolean ownerCan(String verb, String resource) {
    return asOwner("", "auth", "can-i", verb, resource, "-n", "t-h-web").succeeded();
  }

  private CommandResult asOwner(String input, String... arguments) {
    return estate.cluster().kubectl(estate.cluster().kubeconfigFor("owner"), input, arguments);
  }

  private static Condition halted(List<Condition> conditions) {
    return conditions.stream()
        .filter(c -> c.getType().equals("Halted") && c.getStatus().equals("True"))
        .findFirst()
        .orElse(null);
  }
}
