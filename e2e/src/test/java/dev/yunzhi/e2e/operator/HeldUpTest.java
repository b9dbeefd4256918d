package dev.yunzhi.e2e.operator;

import dev.yunzhi.api.v1alpha1.Department;
import dev.yunzhi.api.v1alpha1.Tenant;
import dev.yunzhi.api.v1alpha1.TenantRequest;
import dev.yunzhi.api.v1alpha1.TenantRequestStatus;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/**
 * What holds a Tenant up after it was granted, its request says too: departments see no Tenants.
 */
@OnOperatorEstate
class HeldUpTest {

  private static final String HOME = "dept-m-county";
  private static final String NAME = "m-held";

  private final OperatorEstate estate;

  HeldUpTest(OperatorEstate estate) {
    this.estate = estate;
  }

  @Test
  @Provokes({
    "Tenant Ready=False DepartmentNotReady",
    "Tenant Ready=False DepartmentNotFound",
    "TenantRequest Ready=False DepartmentNotReady",
    "TenantRequest Ready=False DepartmentNotFound",
    "Replication Ready=False DepartmentNotFound",
    "TenantRequest Ready=False NamespaceTaken",
    "TenantRequest Ready=False NamespaceTerminating",
    "TenantRequest Ready=False QuotaExceeded",
    "TenantRequest Ready=False BudgetExceeded",
    "TenantRequest Ready=False QuotaMissing",
    "TenantRequest Ready=False Reclaiming",
    "TenantRequest Ready=False Reclaimed"
  })
  void theRequestSaysWhatHoldsItsTenantUp() {
    grant();

    patch("{\"namespaces\": [{\"name\": \"web\", \"quota\": {\"requests.cpu\": \"3\"}}]}");
    awaitHeldUp("QuotaExceeded");
    estate.cluster().kubectl("create", "namespace", "m-held-foreign").orThrow();
    patch("{\"namespaces\": [{\"name\": \"web\"}, {\"name\": \"foreign\"}]}");
    awaitHeldUp("NamespaceTaken");
    patch("{\"namespaces\": [{\"name\": \"web\"}]}");
    awaitGranted();

    patch("{\"quota\": {\"requests.cpu\": \"3\"}}");
    awaitHeldUp("BudgetExceeded");
    patch("{\"quota\": {\"requests.cpu\": null, \"pods\": \"3\"}}");
    awaitHeldUp("QuotaMissing");
    patch("{\"quota\": {\"requests.cpu\": \"2\", \"pods\": null}}");
    awaitGranted();

    estate.apply(Objects.held("m-held-web"));
    deletePastAdmission("namespace", "m-held-web");
    awaitHeldUp("NamespaceTerminating");
    estate.release("m-held-web");
    awaitGranted();

    deletePastAdmission("department", "m-city");
    awaitHeldUp("DepartmentNotReady");
    deletePastAdmission("department", "m-county");
    awaitHeldUp("DepartmentNotFound");
    departments();
    awaitGranted();

    estate.apply(Objects.held("m-held-web"));
    patch(
        "{\"reclaim\": \"Delete\", \"end\": {\"request\": {\"namespace\": \"%s\", \"name\": \"end\"}, \"approvedAt\": \"2026-11-25T00:00:00Z\"}}"
            .formatted(HOME));
    awaitHeldUp("Reclaiming");
    estate.release("m-held-web");
    awaitHeldUp("Reclaimed");
  }

  private void departments() {
    estate.apply(Objects.department("m-city", "City", "930100", "root"));
    estate.apply(
        Objects.department("m-county", "County", "930101", "m-city").stripTrailing()
            + "\n  budget: {cpu: '2'}\n");
    estate.awaitReady(Department.class, "m-county", d -> d.getStatus().conditions());
  }

  private void grant() {
    departments();
    estate.apply(
        "apiVersion: yunzhi.dev/v1alpha1\nkind: Replication\nmetadata: {name: held, namespace: %s}\nspec: {sources: [{kind: ConfigMap, name: kube-root-ca.crt}]}\n"
            .formatted(HOME));
    estate.apply(Objects.project("m-project", "m-county"));
    estate.apply(Objects.request(NAME, "m-project", 2, "2").replace("dept-root", HOME));
    approve("Platform");
    approve("Parent");
    awaitGranted();
  }

  private void approve(String stage) {
    String name = "m-held-" + stage.toLowerCase(Locale.ROOT);
    estate
        .createAs(
            stage, Objects.approval(name, NAME, stage, "Approved", "").replace("dept-root", HOME))
        .orThrow();
  }

  /** GOV-006 would not let the platform team go beyond what was approved. */
  private void patch(String spec) {
    estate
        .pastAdmission(
            "", "patch", "tenant", NAME, "--type=merge", "-p", "{\"spec\": %s}".formatted(spec))
        .orThrow();
  }

  private void deletePastAdmission(String kind, String name) {
    estate.pastAdmission("", "delete", kind, name, "--wait=false").orThrow();
  }

  private void awaitHeldUp(String reason) {
    estate.awaitNotReady(Tenant.class, NAME, reason, t -> t.getStatus().conditions());
    awaitRequest("False", reason);
  }

  private void awaitGranted() {
    estate.awaitReady(Tenant.class, NAME, t -> t.getStatus().conditions());
    awaitRequest("True", "Ready");
  }

  private void awaitRequest(String status, String reason) {
    estate.awaitRequest(HOME, NAME, r -> says(r, status, reason));
  }

  private static boolean says(TenantRequest request, String status, String reason) {
    TenantRequestStatus said = request.getStatus();
    return said != null && Objects.has(request, said.conditions(), "Ready", status, reason);
  }
}
