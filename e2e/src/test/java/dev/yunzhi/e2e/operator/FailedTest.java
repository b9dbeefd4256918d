package dev.yunzhi.e2e.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.yunzhi.api.v1alpha1.Department;
import dev.yunzhi.api.v1alpha1.Tenant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the API server refuses the operator, it says where it was asked for, and tries again. */
@OnOperatorEstate
class FailedTest {

  private static final String REFUSAL =
      """
      apiVersion: admissionregistration.k8s.io/v1
      kind: ValidatingAdmissionPolicy
      metadata: {name: test-refusal}
      spec:
        failurePolicy: Fail
        matchConstraints:
          resourceRules:
            - {apiGroups: [""], apiVersions: [v1], resources: [namespaces], operations: [CREATE]}
            - {apiGroups: [yunzhi.dev], apiVersions: [v1alpha1], resources: [tenants], operations: [CREATE]}
        validations:
          - expression: "!object.metadata.name.contains('unmade')"
            message: refused by somebody's own rule
      ---
      apiVersion: admissionregistration.k8s.io/v1
      kind: ValidatingAdmissionPolicyBinding
      metadata: {name: test-refusal}
      spec: {policyName: test-refusal, validationActions: [Deny]}
      """;

  private final OperatorEstate estate;

  FailedTest(OperatorEstate estate) {
    this.estate = estate;
  }

  @BeforeEach
  void refuse() {
    estate.apply(REFUSAL);
    await()
        .atMost(OperatorEstate.LIMIT)
        .until(
            () ->
                !estate
                    .cluster()
                    .kubectl("create", "namespace", "unmade", "--dry-run=server")
                    .succeeded());
  }

  @AfterEach
  void allow() {
    estate
        .cluster()
        .kubectl(
            "delete", "validatingadmissionpolicybindings", "test-refusal", "--ignore-not-found")
        .orThrow();
    estate
        .cluster()
        .kubectl("delete", "validatingadmissionpolicies", "test-refusal", "--ignore-not-found")
        .orThrow();
  }

  @Test
  @Provokes({
    "Department Ready=False Failed",
    "Tenant Ready=False Failed",
    "TenantRequest Ready=False Failed"
  })
  void itIsSaidWhereItWasAskedForAndComesRightByItself() {
    estate.apply(Objects.department("x-unmade", "City", "920100", "root"));
    assertThat(
            estate
                .awaitNotReady(
                    Department.class, "x-unmade", "Failed", d -> d.getStatus().conditions())
                .getMessage())
        .contains("refused by somebody's own rule");
    estate.apply(Objects.tenant("x-tenant", "Retain", "[{name: unmade}]", "{pods: '2'}"));
    estate.awaitNotReady(Tenant.class, "x-tenant", "Failed", t -> t.getStatus().conditions());
    estate.apply(Objects.project("x-project", "root"));
    estate.apply(Objects.request("x-ask-unmade", "x-project", 2, "1"));
    estate
        .createAs("approver", Objects.approval("x-ask", "x-ask-unmade", "Platform", "Approved", ""))
        .orThrow();
    awaitRequest("False", "Failed");

    allow();
    estate.awaitReady(Department.class, "x-unmade", d -> d.getStatus().conditions());
    estate.awaitReady(Tenant.class, "x-tenant", t -> t.getStatus().conditions());
    awaitRequest("True", "Ready");
  }

  private void awaitRequest(String status, String reason) {
    estate.awaitRequest(
        "dept-root",
        "x-ask-unmade",
        r -> Objects.has(r, r.getStatus().conditions(), "Ready", status, reason));
  }
}
