package dev.yunzhi.e2e.publication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.yunzhi.api.v1alpha1.Policy;
import dev.yunzhi.api.v1alpha1.Yunzhi;
import dev.yunzhi.e2e.cluster.Command;
import dev.yunzhi.e2e.cluster.CommandResult;
import dev.yunzhi.e2e.cluster.Programs;
import dev.yunzhi.e2e.estate.ClientCertificates;
import dev.yunzhi.e2e.estate.ControlPlaneApi;
import dev.yunzhi.e2e.estate.Estate;
import dev.yunzhi.e2e.estate.Persona;
import dev.yunzhi.e2e.operator.Objects;
import dev.yunzhi.e2e.operator.OperatorEstate;
import dev.yunzhi.e2e.operator.Provokes;
import dev.yunzhi.e2e.wholeway.DemonstratedEstate;
import io.fabric8.kubernetes.api.model.Condition;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the security team applies is published, or refused and changes nothing: on a real API
 * server, by the control-plane with the rights of its ServiceAccount.
 */
@ExtendWith(DemonstratedEstate.class)
class PolicyPublishingTest {

  private static final String NAME = "no-own-host-name";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Estate estate;
  private final ControlPlaneApi security;
  private final Path kubeconfig;
  private final String rule;

  PolicyPublishingTest(Estate estate) throws IOException {
    this.estate = estate;
    this.security = estate.api("security");
    this.kubeconfig =
        new ClientCertificates(estate.client()).kubeconfig(Persona.SECURITY, estate.kubeconfigs());
    this.rule = Files.readString(Programs.root().resolve("examples/60-policy-own-rule.yaml"));
  }

  @AfterEach
  void leaveItAsItWas() throws IOException {
    security.post("/api/v1/policy/resume");
    estate
        .kubectl(
            kubeconfig, "", "delete", "policies.yunzhi.dev", "--ignore-not-found", NAME, "another")
        .orThrow();
    await()
        .atMost(OperatorEstate.LIMIT)
        .until(
            () -> revisions().at("/items/0/rules").isEmpty() && revisions().path("held").isNull());
  }

  private void apply(String yaml) {
    estate.kubectl(kubeconfig, yaml, "apply", "-f", "-").orThrow();
  }

  private Policy get(String name) {
    return estate.client().resources(Policy.class).withName(name).get();
  }

  private Policy awaitSaid(String name, String type, String status, String reason) {
    return await(name + " " + type + "=" + status + " " + reason)
        .atMost(OperatorEstate.LIMIT)
        .until(
            () -> get(name),
            p ->
                p.getStatus() != null
                    && Objects.has(p, p.getStatus().conditions(), type, status, reason));
  }

  private static String message(Policy policy, String type) {
    return policy.getStatus().conditions().stream()
        .filter(c -> c.getType().equals(type))
        .map(Condition::getMessage)
        .findFirst()
        .orElseThrow();
  }

  private JsonNode revisions() throws IOException {
    return JSON.readTree(security.get("/api/v1/policy/revisions").body());
  }

  private String current() throws IOException {
    return revisions().path("current").asText();
  }

  private String publishOwn() throws IOException {
    apply(rule);
    awaitSaid(NAME, "Checked", "True", "Checked");
    return awaitSaid(NAME, "Published", "True", "Published").getStatus().publishedRevision();
  }

  @Test
  @Provokes({"Policy Checked=True Checked", "Policy Published=True Published"})
  void aRuleIsPublishedAndAnyOpaVerifiesAndEvaluatesIt(@TempDir Path folder) throws IOException {
    String revision = publishOwn();

    assertThat(revision).isEqualTo(current());
    assertThat(message(get(NAME), "Checked")).contains("its tests pass: 2");
    // The operator's own part stands beside, by another field manager.
    awaitSaid(NAME, "Enforced", "True", "Enforced");
    assertThat(get(NAME).getMetadata().getManagedFields())
        .filteredOn(entry -> "status".equals(entry.getSubresource()))
        .extracting(entry -> entry.getManager())
        .containsExactlyInAnyOrder(Yunzhi.FIELD_MANAGER, Yunzhi.CONTROL_PLANE_FIELD_MANAGER);

    Path bundle = folder.resolve("bundle.tar.gz");
    agent().download("/api/v1/opa/bundles/yunzhi", bundle);
    String evaluated =
        new Command(Programs.path("opa"), Map.of())
            .run(
                "",
                List.of(
                    "eval",
                    "--bundle",
                    bundle.toString(),
                    "--format",
                    "raw",
                    "[entry.title | some entry in data.yunzhi.catalogue; entry.id == \"SEC-901\"]"))
            .orThrow();
    assertThat(evaluated).contains("Pods keep the host name that they are given");
  }

  /** As an operator fetches it: by the token of its ServiceAccount. */
  private ControlPlaneApi agent() throws IOException {
    return estate.apiWithToken(
        Files.readString(estate.state().resolve("tenant-operator/tenant-operator.token")));
  }

  @Test
  @Provokes({
    "Policy Checked=False CheckFailed",
    "Policy Checked=False TestsFailed",
    "Policy Checked=False UnknownBuiltin",
    "Policy Published=False NotChecked"
  })
  void aBrokenRuleIsRefusedByLineAndColumnAndTheOneBeforeGoesOn() throws IOException {
    String revision = publishOwn();

    apply(rule.replace("lib.pod.spec.hostname\n", "lib.pod.spec.hostname ==\n"));
    assertThat(message(awaitSaid(NAME, "Checked", "False", "CheckFailed"), "Checked"))
        .matches("spec.rego line 2[0-9], column [0-9]+: .*");
    assertThat(message(awaitSaid(NAME, "Published", "False", "NotChecked"), "Published"))
        .contains("Revision " + revision + " goes on with generation 1");

    apply(rule.replace("lib.pod.spec.hostname\n", "time.now_ns() > 0\n"));
    assertThat(message(awaitSaid(NAME, "Checked", "False", "UnknownBuiltin"), "Checked"))
        .contains("undefined function time.now_ns", "the engine does not have it");

    apply(rule.replace("count(policy.findings) == 1", "count(policy.findings) == 2"));
    assertThat(message(awaitSaid(NAME, "Checked", "False", "TestsFailed"), "Checked"))
        .matches("spec.tests line 12, column 1: test_a_host_name_is_found fails");

    assertThat(current()).isEqualTo(revision);
    assertThat(get(NAME).getStatus().publishedRevision()).isEqualTo(revision);
  }

  @Test
  @Provokes({"Policy Checked=False StandardPolicy", "Policy Checked=False Conflict"})
  void anIdBelongsToOneRule() throws IOException {
    publishOwn();

    apply(rule.replace("name: " + NAME, "name: another"));
    awaitSaid("another", "Checked", "False", "Conflict");
    apply(
        rule.replace("name: " + NAME, "name: another")
            .replace("policy: SEC-901", "policy: SEC-016"));
    awaitSaid("another", "Checked", "False", "StandardPolicy");

    // Without a rule of its own there is nothing to say of it.
    apply(
        """
        apiVersion: yunzhi.dev/v1alpha1
        kind: Policy
        metadata: {name: another}
        spec: {policy: SEC-016}
        """);
    awaitSaid("another", "Enforced", "True", "Enforced");
    await()
        .atMost(OperatorEstate.LIMIT)
        .until(() -> get("another").getStatus().conditions().size() == 1);
  }

  @Test
  @Provokes({"Policy Published=False Held"})
  void aRollbackHoldsThePoliciesUntilTheyAreLetGoOn() throws IOException {
    String before = current();
    String own = publishOwn();

    HttpResponse<String> rolledBack =
        security.post("/api/v1/policy/revisions/" + before + "/rollback?reason=test");
    assertThat(rolledBack.statusCode()).as(rolledBack.body()).isEqualTo(200);
    awaitSaid(NAME, "Published", "False", "Held");
    assertThat(sequence(current())).isEqualTo(sequence(own) + 1);
    assertThat(estate.api("auditor").post("/api/v1/policy/resume").statusCode()).isEqualTo(403);

    assertThat(security.post("/api/v1/policy/resume").statusCode()).isEqualTo(200);
    awaitSaid(NAME, "Published", "True", "Published");
    assertThat(sequence(current())).isEqualTo(sequence(own) + 2);
    assertThat(estate.api("auditor").get("/api/v1/audit/events?stream=policy&limit=1000").body())
        .contains("\"action\":\"rollback\"", "\"action\":\"resume\"", "\"user\":\"security\"");
  }

  @Test
  @Provokes({"Policy Enforced=True Enforced", "Policy Enforced=True Failing"})
  void aRuleThatRunsAwayCostsOneRequestAndIsNamed() {
    String runaway = rule.replace("    \tlib.pod.spec.hostname\n", RUNAWAY);
    assertThat(runaway).isNotEqualTo(rule);
    apply(runaway.replace("count(policy.findings) == 1", "count(policy.findings) == 0"));
    String revision =
        awaitSaid(NAME, "Published", "True", "Published").getStatus().publishedRevision();
    await()
        .atMost(OperatorEstate.LIMIT)
        .until(() -> revision.equals(get(NAME).getStatus().revision()));
    awaitSaid(NAME, "Enforced", "True", "Enforced");

    assertThat(pod("hostname: runaway").stderr())
        .contains("could not be judged, so it is denied", "in policy SEC-901");

    assertThat(message(awaitSaid(NAME, "Enforced", "True", "Failing"), "Enforced"))
        .contains("What the rule cannot judge is refused", "in policy SEC-901");
    assertThat(pod("hostname: steady").succeeded()).isTrue();
  }

  /** A Pod that a tenant's namespace takes, tried out with something more in its spec. */
  private CommandResult pod(String more) {
    String pod =
        """
        apiVersion: v1
        kind: Pod
        metadata: {name: tried, namespace: huzhou-health-web, labels: {app: tried}}
        spec:
          %s
          automountServiceAccountToken: false
          securityContext: {runAsNonRoot: true, seccompProfile: {type: RuntimeDefault}}
          containers:
            - name: web
              image: registry.gov.example/health/portal@sha256:4f53cda18c2baa0c0354bb5f9a3ecbe5ed12ab4d8e11ba873c2f11161202b945
              imagePullPolicy: Always
              securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}}
              resources: {requests: {cpu: 1m, memory: 1Mi}, limits: {cpu: 1m, memory: 1Mi}}
        """
            .formatted(more);
    return estate
        .cluster()
        .kubectl(estate.cluster().kubeconfig(), pod, "create", "-f", "-", "--dry-run=server");
  }

  /** Eighty million products, none of which is negative. */
  private static final String RUNAWAY =
      """
          \tlib.pod.spec.hostname == "runaway"
          \tsome a in numbers.range(1, 9000)
          \tsome b in numbers.range(1, 9000)
          \ta * b < 0
      """;

  private static long sequence(String revision) {
    return Long.parseLong(revision.substring(0, revision.indexOf('-')));
  }

  @Test
  @Provokes({"Policy Published=False Failed"})
  void whatFailsUnforeseenIsSaidAndTriedAgain() throws IOException {
    Path key = estate.signing().key();
    Path away = key.resolveSibling("bundle-signing.away");
    Files.move(key, away);
    try {
      apply(rule);
      awaitSaid(NAME, "Published", "False", "Failed");
    } finally {
      Files.move(away, key);
    }
    awaitSaid(NAME, "Published", "True", "Published");
  }
}
