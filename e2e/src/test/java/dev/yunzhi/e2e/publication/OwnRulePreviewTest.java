package dev.yunzhi.e2e.publication;

import static dev.yunzhi.e2e.publication.OwnRules.NAME;
import static dev.yunzhi.e2e.publication.OwnRules.pod;
import static org.assertj.core.api.Assertions.assertThat;

import dev.yunzhi.api.v1alpha1.Policy;
import dev.yunzhi.api.v1alpha1.PreviewedDepartment;
import dev.yunzhi.e2e.cluster.Command;
import dev.yunzhi.e2e.cluster.CommandResult;
import dev.yunzhi.e2e.cluster.Programs;
import dev.yunzhi.e2e.estate.Estate;
import dev.yunzhi.e2e.operator.Objects;
import dev.yunzhi.e2e.operator.Provokes;
import dev.yunzhi.e2e.wholeway.OnDemonstratedEstate;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a rule of the security team's own would hit is known before anybody is hit. */
@OnDemonstratedEstate
class OwnRulePreviewTest {

  private static final String TRIED = "own-rule-tried";

  /** Of another department than the one of the demonstration; it stays. */
  private static final String TENANT =
      Objects.tenant("own-rules", "Retain", "[{name: web}]", "{pods: '9'}")
          .replace("department: root", "department: hangzhou");

  private static final String PODS =
      String.join(
          "---\n",
          pod("huzhou-health-web", "named", "hostname: named"),
          pod("own-rules-web", "named", "hostname: named"),
          pod("own-rules-web", "waived", "hostname: waived"),
          pod("own-rules-web", "unnamed", "terminationGracePeriodSeconds: 1"));

  private static final String EXCEPTION =
      """
      apiVersion: yunzhi.dev/v1alpha1
      kind: PolicyException
      metadata: {name: own-host-name, namespace: own-rules-web}
      spec:
        policies: [SEC-901]
        kinds: [Pod]
        names: [waived]
        reason: 测试
        expiresAt: "2027-10-31T00:00:00Z"
      """;

  private final OwnRules own;

  OwnRulePreviewTest(Estate estate) throws IOException {
    this.own = new OwnRules(estate);
  }

  @BeforeEach
  void prepare() {
    own.asAdministrator(TENANT, "apply", "-f", "-").orThrow();
    own.asAdministrator(
            "", "wait", "--for=condition=Ready", "--timeout=60s", "tenants.yunzhi.dev/own-rules")
        .orThrow();
    own.letIn(PODS);
    own.asAdministrator(EXCEPTION, "apply", "-f", "-").orThrow();
    // An approval is of one exception, not of the next by its name.
    String decision = "own-host-name-" + System.nanoTime();
    own.apply(Objects.exceptionDecision("own-rules-web", decision, "own-host-name", "Approved"));
    own.asAdministrator(
            "",
            "-n",
            "own-rules-web",
            "wait",
            "--for=jsonpath={.status.state}=Active",
            "--timeout=60s",
            "policyexceptions.yunzhi.dev/own-host-name")
        .orThrow();
  }

  @AfterEach
  void leaveItAsItWas() throws IOException {
    own.leaveItAsItWas(NAME, TRIED);
    own.asAdministrator(PODS, "delete", "--now", "-f", "-").orThrow();
    own.asAdministrator(EXCEPTION, "delete", "-f", "-").orThrow();
  }

  private static boolean isTold(Policy policy) {
    var preview = policy.getStatus().preview();
    return preview != null && preview.generation().equals(policy.getMetadata().getGeneration());
  }

  @Test
  @Provokes("Policy Published=False Previewed")
  void whatItWouldHitIsToldByDepartmentAndNothingIsEnforcedUntilItIsNoPreview() throws IOException {
    String revision = own.current();
    own.apply(OwnRules.previewed(own.rule, "Deny"));

    Policy told = own.awaitPolicy(NAME, OwnRulePreviewTest::isTold);
    own.awaitSaid(NAME, "Published", "False", "Previewed");
    own.awaitSaid(NAME, "Enforced", "False", "Previewed");
    var preview = told.getStatus().preview();
    assertThat(preview.complete()).isTrue();
    assertThat(preview.objects()).isGreaterThanOrEqualTo(4);
    assertThat(preview.denied()).isEqualTo(2);
    assertThat(preview.warned()).isZero();
    assertThat(preview.exempt()).isEqualTo(1);
    assertThat(preview.departments())
        .containsExactlyInAnyOrder(
            new PreviewedDepartment("hangzhou", 1, 0, 0, 1),
            new PreviewedDepartment("huzhou", 1, 0, 0, 0));
    assertThat(preview.examples())
        .filteredOn(e -> e.name().equals("waived"))
        .singleElement()
        .satisfies(e -> assertThat(e.exception()).isEqualTo("own-host-name"));
    assertThat(told.getStatus().title()).startsWith("Pods keep the host name");
    assertThat(told.getStatus().effect()).isNull();

    assertThat(own.current()).as("no revision is made").isEqualTo(revision);
    assertThat(own.tryPod("hostname: another").orThrow()).contains("created");
    assertThat(own.get(NAME).getStatus().violations()).isNull();

    own.apply(own.rule);
    own.awaitSaid(NAME, "Enforced", "True", "Enforced");
    assertThat(own.tryPod("hostname: another").stderr()).contains("Warning: [SEC-901]");
    Policy counted =
        own.awaitPolicy(NAME, p -> Integer.valueOf(2).equals(p.getStatus().violations()));
    assertThat(counted.getStatus().exempt()).isEqualTo(1);
    assertThat(counted.getStatus().preview()).isNull();
  }

  @Test
  void aChangeOfWhatIsEnforcedIsTriedWhileTheOldRuleStaysInForce() throws IOException {
    String revision = own.publishOwn();
    own.awaitSaid(NAME, "Enforced", "True", "Enforced");
    String changed =
        own.rule
            .replace("name: " + NAME, "name: " + TRIED)
            .replace("effect: Warn", "effect: Deny")
            .replace("    \tlib.pod.spec.hostname\n", "    \tlib.pod.spec.hostname == \"named\"\n")
            .replace("review({\"hostname\": \"web\"})", "review({\"hostname\": \"named\"})");

    CommandResult told = preview(changed);

    assertThat(told.stdout())
        .contains("SEC-901 (Pods keep the host name", "2 denied, 0 warned, 0 audited, 0 exempt")
        .contains("DEPARTMENT", "hangzhou", "huzhou", "Pod/named");
    assertThat(told.exitCode()).as("something would be denied").isEqualTo(1);
    assertThat(own.current()).isEqualTo(revision);
    assertThat(own.tryPod("hostname: another").stderr()).contains("Warning: [SEC-901]");
    assertThat(own.kubectl("", "get", "policies.yunzhi.dev").stdout()).doesNotContain("preview-");

    CommandResult refused = preview(changed.replace("== 1 with", "== 7 with"));
    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.stderr()).startsWith("error: spec.tests line").contains("fails");
    assertThat(own.kubectl("", "get", "policies.yunzhi.dev").stdout()).doesNotContain("preview-");
  }

  private CommandResult preview(String yaml) throws IOException {
    return new Command(
            Programs.root().resolve("cli/bin/yunzhi"),
            Map.of("KUBECONFIG", own.kubeconfig().toString()))
        .run(yaml, List.of("policy", "preview", "-"));
  }

  @Test
  @Provokes("Policy Enforced=False PreviewFailing")
  void aRuleThatRunsAwayIsNamedAndNobodyElseNotices() {
    String pod = pod("huzhou-health-web", "stands", "hostname: runaway");
    own.letIn(pod);
    try {
      own.apply(OwnRules.previewed(own.runaway(), "Deny"));

      Policy failing = own.awaitSaid(NAME, "Enforced", "False", "PreviewFailing");
      assertThat(OwnRules.message(failing, "Enforced"))
          .contains("could not judge all that exists", "in policy SEC-901");
      assertThat(failing.getStatus().preview().complete()).isFalse();
      assertThat(own.tryPod("hostname: runaway").orThrow()).contains("created");
    } finally {
      own.asAdministrator(pod, "delete", "--now", "-f", "-").orThrow();
    }
  }
}
