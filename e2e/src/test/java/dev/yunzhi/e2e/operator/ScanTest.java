package dev.yunzhi.e2e.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.yunzhi.api.v1alpha1.Policy;
import dev.yunzhi.api.v1alpha1.PreviewedDepartment;
import dev.yunzhi.api.v1alpha1.PreviewedObject;
import dev.yunzhi.api.v1alpha1.Tenant;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBuilder;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.PolicyRuleBuilder;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What was there before a policy is found, without anybody touching it. */
@OnOperatorEstate
class ScanTest {

  private static final String ROLE = "yunzhi-tenant-operator";
  private static final String IMAGE = "$.spec.containers[0].image";

  private final OperatorEstate estate;

  ScanTest(OperatorEstate estate) {
    this.estate = estate;
    estate.apply(Objects.tenant("scan-tenant", "Retain", NAMESPACES, "{pods: '90'}"));
    estate.awaitReady(Tenant.class, "scan-tenant", t -> t.getStatus().conditions());
  }

  private static final String NAMESPACES =
      "[{name: found}, {name: context}, {name: waived}, {name: guarded}, {name: preview}, {name:"
          + " unread}]";

  @Test
  void whatAnObjectViolatesStandsInAReportAsLongAsItIsSo() {
    var reports = reports("found");
    past(pod("found", "old"));

    assertThat(reports.await(lines -> lines.size() == 3))
        .containsExactly(
            "Pod/old SEC-019 %s fail".formatted(IMAGE),
            "Pod/old SEC-019 %s fail".formatted(IMAGE),
            "Pod/old SEC-019 %s fail".formatted(IMAGE));
    JsonNode result = reports.results().get(0);
    assertThat(result.path("source").asText()).isEqualTo("yunzhi");
    assertThat(result.path("severity").asText()).isEqualTo("high");
    assertThat(result.path("category").asText()).contains("GB/T 22239 2019");
    assertThat(result.at("/properties/effect").asText()).isEqualTo("Deny");
    assertThat(result.at("/properties/messageZh").asText()).contains("镜像");
    assertThat(result.at("/resources/0/uid").asText()).isNotEmpty();
    assertThat(result.at("/timestamp/seconds").asLong()).isPositive();
    assertThat(reports.reports().get(0).at("/summary/fail").asInt()).isEqualTo(3);

    estate.cluster().kubectl("delete", "pod", "old", "-n", "scan-tenant-found", "--now").orThrow();
    reports.await(lines -> reports.reports().isEmpty());
  }

  @Test
  void anObjectIsJudgedAnewWhenItsContextChanges() {
    var reports = reports("context");
    past(good("context", "steady"));
    past(pod("context", "marker"));
    reports.await(lines -> lines.size() == 3);

    estate.apply(
        """
        apiVersion: yunzhi.dev/v1alpha1
        kind: Policy
        metadata: {name: scan-registries}
        spec:
          policy: SEC-019
          effect: Warn
        """);
    assertThat(reports.await(lines -> lines.stream().allMatch(line -> line.endsWith("warn"))))
        .hasSize(3);
    Policy counted =
        estate.awaitObject(
            Policy.class,
            "scan-registries",
            p -> p.getStatus().violations() != null && p.getStatus().violations() >= 3);
    assertThat(counted.getStatus().exempt()).isNotNull();
    assertThat(estate.cluster().kubectl("get", "policies.yunzhi.dev").orThrow())
        .contains("VIOLATIONS", "EXEMPT");

    estate.cluster().kubectl("delete", "policies.yunzhi.dev", "scan-registries").orThrow();
    reports.await(lines -> lines.stream().allMatch(line -> line.endsWith("fail")));
  }

  @Test
  void whatAnExceptionCoversIsReportedAsSkippedUntilTheInstantAtWhichItEndsAtAdmissionToo() {
    var reports = reports("waived");
    past(pod("waived", "waived"));
    reports.await(lines -> lines.size() == 3);

    String atTheGate = pod("waived", "waived-at-the-gate");
    assertThat(isLetIn(atTheGate)).isFalse();
    Instant end = Instant.now().plusSeconds(20).truncatedTo(ChronoUnit.SECONDS);
    estate.grantException(
        "scan-tenant-waived",
        "for-a-while",
        """
        apiVersion: yunzhi.dev/v1alpha1
        kind: PolicyException
        metadata: {name: for-a-while, namespace: scan-tenant-waived}
        spec:
          policies: [SEC-019]
          kinds: [Pod]
          names: [waived, waived-at-the-gate]
          reason: 测试
          expiresAt: "%s"
        """
            .formatted(end));
    reports.await(lines -> lines.stream().allMatch(line -> line.endsWith("skip")));
    assertThat(reports.results().get(0).at("/properties/exception").asText())
        .isEqualTo("for-a-while");
    boolean letIn = isLetIn(atTheGate);
    assertThat(Instant.now()).isBefore(end);
    assertThat(letIn).isTrue();

    await().atMost(OperatorEstate.LIMIT).until(() -> !isLetIn(atTheGate));
    assertThat(Instant.now()).isAfterOrEqualTo(end);
    reports.await(lines -> lines.stream().allMatch(line -> line.endsWith("fail")));
    assertThat(isLetIn(atTheGate)).isFalse();
  }

  private boolean isLetIn(String pod) {
    return estate
        .cluster()
        .kubectl(estate.cluster().kubeconfig(), pod, "create", "--dry-run=server", "-f", "-")
        .succeeded();
  }

  @Test
  void nobodyButTheOperatorWritesReportsAndViewersReadThem() throws IOException {
    var reports = reports("guarded");
    past(pod("guarded", "old"));
    reports.await(lines -> lines.size() == 3);

    assertThat(
            estate
                .cluster()
                .kubectl("delete", "policyreport", "yunzhi-0", "-n", "scan-tenant-guarded")
                .stderr())
        .contains("PolicyReport yunzhi-0 is managed by Yunzhi");
    assertThat(
            estate.as("owner", "", "get", "policyreports", "-n", "scan-tenant-guarded").orThrow())
        .contains("yunzhi-0");
    assertThat(estate.metrics())
        .contains("yunzhi_scan_violations{effect=\"Deny\",policy=\"SEC-019\"")
        .contains("yunzhi_scan_incomplete 0.0");
  }

  @Test
  @Provokes("Policy Enforced=False Previewed")
  void aPreviewTellsWhatItWouldFindAndEnforcesNothing() {
    past(good("preview", "fits"));
    past(pod("preview", "misfit"));
    estate.apply(
        """
        apiVersion: yunzhi.dev/v1alpha1
        kind: Policy
        metadata: {name: scan-preview}
        spec:
          policy: SEC-019
          parameters: {registries: [elsewhere.example/]}
          preview: true
        """);

    Policy previewed =
        estate.awaitObject(
            Policy.class,
            "scan-preview",
            p ->
                Objects.has(p, p.getStatus().conditions(), "Enforced", "False", "Previewed")
                    && p.getStatus().preview() != null
                    && names(p).containsAll(List.of("fits", "misfit")));
    var preview = previewed.getStatus().preview();
    assertThat(preview.generation()).isEqualTo(previewed.getMetadata().getGeneration());
    assertThat(preview.complete()).isTrue();
    assertThat(preview.denied()).isGreaterThanOrEqualTo(2);
    assertThat(preview.objects()).isGreaterThanOrEqualTo(preview.denied());
    assertThat(preview.departments()).extracting(PreviewedDepartment::name).contains("root");
    assertThat(preview.examples())
        .filteredOn(e -> e.namespace().equals("scan-tenant-preview") && e.name().equals("fits"))
        .singleElement()
        .satisfies(e -> assertThat(e.message()).contains("not on the list"));

    assertThat(estate.tryApply(good("preview", "let-in")).succeeded()).isTrue();
    reports("preview").await(lines -> lines.size() == 3);
    estate.cluster().kubectl("delete", "policies.yunzhi.dev", "scan-preview").orThrow();
  }

  @Test
  void whatCannotBeReadStandsAsItWasKnownAndTheScanSaysThatItIsIncomplete() {
    var reports = reports("unread");
    past(pod("unread", "old"));
    reports.await(lines -> lines.size() == 3);

    var roles = estate.client().rbac().clusterRoles().withName(ROLE);
    List<PolicyRule> rules = roles.get().getRules();
    roles.edit(role -> new ClusterRoleBuilder(role).withRules(withoutPods(rules)).build());
    try {
      estate.apply(
          """
          apiVersion: yunzhi.dev/v1alpha1
          kind: Policy
          metadata: {name: scan-unread}
          spec: {policy: ISO-003, effect: Warn}
          """);
      await()
          .atMost(OperatorEstate.LIMIT)
          .until(() -> incomplete(reports).contains("Pod (HTTP 403)"));
      assertThat(reports.lines()).hasSize(3);
      await()
          .atMost(OperatorEstate.LIMIT)
          .until(() -> estate.metrics().contains("yunzhi_scan_incomplete 1.0"));
    } finally {
      roles.edit(role -> new ClusterRoleBuilder(role).withRules(rules).build());
      estate.cluster().kubectl("delete", "policies.yunzhi.dev", "scan-unread");
    }
    await().atMost(OperatorEstate.LIMIT).until(() -> incomplete(reports).isEmpty());
    assertThat(reports.lines()).hasSize(3);
  }

  private static String incomplete(PolicyReports reports) {
    return reports
        .reports()
        .get(0)
        .at("/metadata/annotations/yunzhi.dev~1scan-incomplete")
        .asText();
  }

  private static List<PolicyRule> withoutPods(List<PolicyRule> rules) {
    return rules.stream()
        .map(
            rule ->
                new PolicyRuleBuilder(rule)
                    .withResources(
                        rule.getResources().stream().filter(r -> !r.equals("pods")).toList())
                    .build())
        .toList();
  }

  private static List<String> names(Policy previewed) {
    return previewed.getStatus().preview().examples().stream().map(PreviewedObject::name).toList();
  }

  private PolicyReports reports(String namespace) {
    return new PolicyReports(estate.cluster(), "scan-tenant-" + namespace);
  }

  private void past(String yaml) {
    estate.pastAdmission(yaml, "apply", "-f", "-").orThrow();
  }

  private static String good(String namespace, String name) {
    return pod(namespace, name)
        .replace(
            "elsewhere.example/tool:latest", "registry.gov.example/tool@sha256:" + "0".repeat(64));
  }

  private static String pod(String namespace, String name) {
    return Objects.pod("scan-tenant-" + namespace, name);
  }
}
