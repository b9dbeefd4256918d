package dev.yunzhi.e2e.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.yunzhi.api.v1alpha1.Policy;
import dev.yunzhi.api.v1alpha1.Tenant;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBuilder;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.PolicyRuleBuilder;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is in no tenant's namespace is scanned by the same means as what is in one. */
@OnOperatorEstate
class ClusterScanTest {

  private static final String ROLE = "yunzhi-tenant-operator";
  private static final String NODE = "cluster-scan-node";

  /** Fields of the asset card, in the order of the report. */
  private static final List<String> CARD =
      Stream.of("acquired", "category", "code", "custodian", "value")
          .map(
              field ->
                  "Node/%s GOV-010 $.metadata.annotations[\"asset.yunzhi.dev/%s\"] fail"
                      .formatted(NODE, field))
          .toList();

  private final OperatorEstate estate;
  private final PolicyReports reports;

  ClusterScanTest(OperatorEstate estate) {
    this.estate = estate;
    this.reports = PolicyReports.ofCluster(estate.cluster());
  }

  @AfterEach
  void removeTheNode() {
    estate.cluster().kubectl("delete", "node", NODE, "--ignore-not-found").orThrow();
  }

  @Test
  void aTenantIsJudgedAsAdmissionJudgesIt() {
    estate.pastAdmission(above("cluster-scan-tenant"), "create", "-f", "-").orThrow();
    try {
      JsonNode result = of("Tenant", "cluster-scan-tenant", "SEC-011").get(0);
      assertThat(result.path("rule").asText()).isEqualTo("$.spec.protectionLevel");
      assertThat(result.path("result").asText()).isEqualTo("fail");
      assertThat(estate.tryApply(above("cluster-scan-refused")).stderr())
          .contains(result.path("message").asText());

      estate.apply(
          """
          apiVersion: yunzhi.dev/v1alpha1
          kind: Policy
          metadata: {name: cluster-scan-levels}
          spec: {policy: SEC-011, effect: Warn}
          """);
      estate.awaitObject(
          Policy.class,
          "cluster-scan-levels",
          p -> p.getStatus().violations() != null && p.getStatus().violations() >= 1);
      await()
          .atMost(OperatorEstate.LIMIT)
          .until(
              () ->
                  of("Tenant", "cluster-scan-tenant", "SEC-011").stream()
                      .allMatch(r -> r.path("result").asText().equals("warn")));
    } finally {
      estate.cluster().kubectl("delete", "policies.yunzhi.dev", "cluster-scan-levels");
      estate.client().resources(Tenant.class).withName("cluster-scan-tenant").delete();
    }
    await().atMost(OperatorEstate.LIMIT).until(() -> lines("Tenant/cluster-scan-tenant").isEmpty());
  }

  @Test
  void heartbeatsOfANodeWriteNothing() {
    estate.apply(Objects.tenant("cluster-scan-fence", "Retain", "[{name: a}]", "{pods: '10'}"));
    estate.awaitReady(Tenant.class, "cluster-scan-fence", t -> t.getStatus().conditions());
    node();
    awaitCard();
    List<String> versions = versions();

    for (int beat = 0; beat < 5; beat++) {
      estate
          .cluster()
          .kubectl(
              "patch",
              "node",
              NODE,
              "--subresource=status",
              "--type=merge",
              "-p",
              "{\"status\": {\"conditions\": [{\"type\": \"Ready\", \"status\": \"True\", \"reason\":"
                  + " \"beat"
                  + beat
                  + "\"}]}}")
          .orThrow();
    }
    // The scan has come past these once it has found what comes after them.
    estate.cluster().kubectl("label", "node", NODE, "cluster-scan=seen").orThrow();
    estate.cluster().kubectl("annotate", "node", NODE, "cluster-scan=seen").orThrow();
    estate
        .pastAdmission(
            """
            apiVersion: v1
            kind: Service
            metadata: {name: open, namespace: cluster-scan-fence-a}
            spec: {type: NodePort, ports: [{port: 80}]}
            """,
            "create",
            "-f",
            "-")
        .orThrow();
    new PolicyReports(estate.cluster(), "cluster-scan-fence-a").await(lines -> !lines.isEmpty());

    assertThat(versions()).isEqualTo(versions);
  }

  @Test
  void afterAKillTheSameStandsSinceTheSameTime() {
    node();
    awaitCard();
    List<String> since = since();

    estate.killOperator();
    estate.startOperator();
    estate.awaitOperator();
    await()
        .atMost(OperatorEstate.LIMIT)
        .ignoreExceptions()
        .until(() -> estate.metrics().contains("yunzhi_scan_seconds_count 1"));

    assertThat(lines("Node/" + NODE)).isEqualTo(CARD);
    assertThat(since()).isEqualTo(since);
  }

  @Test
  void whatCannotBeReadStandsAndTheReportSaysThatItIsIncomplete() {
    node();
    awaitCard();
    var roles = estate.client().rbac().clusterRoles().withName(ROLE);
    List<PolicyRule> rules = roles.get().getRules();
    roles.edit(role -> new ClusterRoleBuilder(role).withRules(withoutNodes(rules)).build());
    try {
      everythingAnew("cluster-scan-unread");
      await().atMost(OperatorEstate.LIMIT).until(() -> incomplete().contains("Node (HTTP 403)"));
      assertThat(lines("Node/" + NODE)).isEqualTo(CARD);
    } finally {
      roles.edit(role -> new ClusterRoleBuilder(role).withRules(rules).build());
      estate.cluster().kubectl("delete", "policies.yunzhi.dev", "cluster-scan-unread");
    }
    await().atMost(OperatorEstate.LIMIT).until(() -> incomplete().isEmpty());
    assertThat(lines("Node/" + NODE)).isEqualTo(CARD);
  }

  @Test
  void nobodyButTheOperatorWritesTheReportsAndTheThreeAdministratorsReadThem() throws IOException {
    node();
    awaitCard();

    assertThat(estate.cluster().kubectl("delete", "clusterpolicyreport", "yunzhi-0").stderr())
        .contains("ClusterPolicyReport yunzhi-0 is managed by Yunzhi");
    assertThat(estate.as("owner", "", "get", "clusterpolicyreports").stderr())
        .contains("forbidden");
    assertThat(estate.metrics())
        .contains("yunzhi_scan_violations{effect=\"Audit\",policy=\"GOV-010\"");
  }

  private void node() {
    estate.apply(
        """
        apiVersion: v1
        kind: Node
        metadata: {name: %s}
        """
            .formatted(NODE));
  }

  private void awaitCard() {
    assertThat(
            await("the card of " + NODE)
                .atMost(OperatorEstate.LIMIT)
                .until(() -> lines("Node/" + NODE), lines -> lines.size() == CARD.size()))
        .isEqualTo(CARD);
  }

  /** A change of the policies has everything judged. */
  private void everythingAnew(String policy) {
    estate.apply(
        """
        apiVersion: yunzhi.dev/v1alpha1
        kind: Policy
        metadata: {name: %s}
        spec: {policy: ISO-003, effect: Warn}
        """
            .formatted(policy));
  }

  private List<JsonNode> of(String kind, String name, String policy) {
    return await("%s in %s %s".formatted(policy, kind, name))
        .atMost(OperatorEstate.LIMIT)
        .until(
            () ->
                reports.results().stream()
                    .filter(r -> r.path("policy").asText().equals(policy))
                    .filter(r -> r.at("/resources/0/kind").asText().equals(kind))
                    .filter(r -> r.at("/resources/0/name").asText().equals(name))
                    .toList(),
            found -> !found.isEmpty());
  }

  private List<String> lines(String object) {
    return reports.lines().stream().filter(line -> line.startsWith(object + " ")).toList();
  }

  private List<String> since() {
    return reports.results().stream()
        .filter(r -> r.at("/resources/0/name").asText().equals(NODE))
        .map(r -> r.at("/timestamp/seconds").asText())
        .toList();
  }

  private List<String> versions() {
    return reports.reports().stream()
        .map(report -> report.at("/metadata/resourceVersion").asText())
        .toList();
  }

  private String incomplete() {
    return reports
        .reports()
        .get(0)
        .at("/metadata/annotations/yunzhi.dev~1scan-incomplete")
        .asText();
  }

  private static List<PolicyRule> withoutNodes(List<PolicyRule> rules) {
    return rules.stream()
        .map(
            rule ->
                new PolicyRuleBuilder(rule)
                    .withResources(
                        rule.getResources().stream().filter(r -> !r.equals("nodes")).toList())
                    .build())
        .filter(rule -> !rule.getResources().isEmpty())
        .toList();
  }

  /** A tenant of a level that the platform has not. */
  private static String above(String name) {
    return Objects.tenant(name, "Retain", "[{name: a}]", "{pods: '10'}")
        .replaceFirst("protectionLevel: [0-9]", "protectionLevel: 4");
  }
}
