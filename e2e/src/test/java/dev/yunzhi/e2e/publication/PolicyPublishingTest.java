package dev.yunzhi.e2e.publication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.yunzhi.api.v1alpha1.Policy;
import dev.yunzhi.api.v1alpha1.Yunzhi;
import dev.yunzhi.e2e.cluster.Command;
import dev.yunzhi.e2e.cluster.Programs;
import dev.yunzhi.e2e.estate.ControlPlaneApi;
import dev.yunzhi.e2e.estate.Estate;
import dev.yunzhi.e2e.operator.OperatorEstate;
import dev.yunzhi.e2e.operator.Provokes;
import dev.yunzhi.e2e.wholeway.OnDemonstratedEstate;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the security team applies is published, or refused and changes nothing: on a real API
 * server, by the control-plane with the rights of its ServiceAccount.
 */
@OnDemonstratedEstate
class PolicyPublishingTest {

  private static final String NAME = OwnRules.NAME;

  private final Estate estate;
  private final OwnRules own;
  private final String rule;

  PolicyPublishingTest(Estate estate) throws IOException {
    this.estate = estate;
    this.own = new OwnRules(estate);
    this.rule = own.rule;
  }

  @AfterEach
  void leaveItAsItWas() throws IOException {
    own.leaveItAsItWas(NAME, "another");
  }

  @Test
  @Provokes({"Policy Checked=True Checked", "Policy Published=True Published"})
  void aRuleIsPublishedAndAnyOpaVerifiesAndEvaluatesIt(@TempDir Path folder) throws IOException {
    String revision = own.publishOwn();

    assertThat(revision).isEqualTo(own.current());
    assertThat(OwnRules.message(own.get(NAME), "Checked")).contains("its tests pass: 2");
    // The operator's own part stands beside, by another field manager.
    own.awaitSaid(NAME, "Enforced", "True", "Enforced");
    assertThat(own.get(NAME).getMetadata().getManagedFields())
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
    String revision = own.publishOwn();
    own.awaitSaid(NAME, "Enforced", "True", "Enforced");

    own.apply(rule.replace("lib.pod.spec.hostname\n", "lib.pod.spec.hostname ==\n"));
    assertThat(OwnRules.message(own.awaitSaid(NAME, "Checked", "False", "CheckFailed"), "Checked"))
        .matches("spec.rego line 2[0-9], column [0-9]+: .*");
    assertThat(
            OwnRules.message(own.awaitSaid(NAME, "Published", "False", "NotChecked"), "Published"))
        .contains("Revision " + revision + " goes on with generation 1");

    assertThat(
            OwnRules.message(
                own.awaitSaid(NAME, "Enforced", "False", "AwaitingBundle"), "Enforced"))
        .contains("as it was before: that is enforced");
    assertThat(own.tryPod("hostname: steady").stderr()).contains("Warning: [SEC-901]");

    own.apply(rule.replace("lib.pod.spec.hostname\n", "time.now_ns() > 0\n"));
    assertThat(
            OwnRules.message(own.awaitSaid(NAME, "Checked", "False", "UnknownBuiltin"), "Checked"))
        .contains("undefined function time.now_ns", "the engine does not have it");

    own.apply(rule.replace("count(policy.findings) == 1", "count(policy.findings) == 2"));
    assertThat(OwnRules.message(own.awaitSaid(NAME, "Checked", "False", "TestsFailed"), "Checked"))
        .matches("spec.tests line 12, column 1: test_a_host_name_is_found fails");

    assertThat(own.current()).isEqualTo(revision);
    assertThat(own.get(NAME).getStatus().publishedRevision()).isEqualTo(revision);
  }

  @Test
  void whatIsSaidToBeEnforcedIsWhatTheLoadedRevisionHas() throws IOException {
    own.publishOwn();
    own.awaitSaid(NAME, "Enforced", "True", "Enforced");

    own.apply(rule.replace("leave hostname out\"", "take hostname away\""));
    Policy enforced =
        own.awaitPolicy(
            NAME,
            p ->
                p.getStatus().observedGeneration() == 2
                    && OwnRules.says(p, "Enforced", "True", "Enforced"));
    // What the control-plane says of it may come after; that it is published is before.
    assertThat(enforced.getStatus().revision()).isEqualTo(own.current());
    assertThat(own.tryPod("hostname: steady").stderr()).contains("take hostname away");
  }

  @Test
  @Provokes({"Policy Checked=False StandardPolicy", "Policy Checked=False Conflict"})
  void anIdBelongsToOneRule() throws IOException {
    own.publishOwn();

    own.apply(rule.replace("name: " + NAME, "name: another"));
    own.awaitSaid("another", "Checked", "False", "Conflict");
    own.apply(
        rule.replace("name: " + NAME, "name: another")
            .replace("policy: SEC-901", "policy: SEC-016"));
    own.awaitSaid("another", "Checked", "False", "StandardPolicy");

    // Without a rule of its own there is nothing to say of it.
    own.apply(
        """
        apiVersion: yunzhi.dev/v1alpha1
        kind: Policy
        metadata: {name: another}
        spec: {policy: SEC-016}
        """);
    own.awaitSaid("another", "Enforced", "True", "Enforced");
    await()
        .atMost(OperatorEstate.LIMIT)
        .until(() -> own.get("another").getStatus().conditions().size() == 1);
  }

  @Test
  @Provokes({"Policy Published=False Held"})
  void aRollbackHoldsThePoliciesUntilTheyAreLetGoOn() throws IOException {
    String before = own.current();
    String published = own.publishOwn();

    HttpResponse<String> rolledBack =
        own.api.post("/api/v1/policy/revisions/" + before + "/rollback?reason=test");
    assertThat(rolledBack.statusCode()).as(rolledBack.body()).isEqualTo(200);
    own.awaitSaid(NAME, "Published", "False", "Held");
    assertThat(sequence(own.current())).isEqualTo(sequence(published) + 1);
    assertThat(estate.api("auditor").post("/api/v1/policy/resume").statusCode()).isEqualTo(403);

    assertThat(own.api.post("/api/v1/policy/resume").statusCode()).isEqualTo(200);
    own.awaitSaid(NAME, "Published", "True", "Published");
    assertThat(sequence(own.current())).isEqualTo(sequence(published) + 2);
    assertThat(estate.api("auditor").get("/api/v1/audit/events?stream=policy&limit=1000").body())
        .contains("\"action\":\"rollback\"", "\"action\":\"resume\"", "\"user\":\"security\"");
  }

  @Test
  @Provokes({"Policy Enforced=True Enforced", "Policy Enforced=True Failing"})
  void aRuleThatRunsAwayCostsOneRequestAndIsNamed() {
    own.apply(own.runaway());
    String revision =
        own.awaitSaid(NAME, "Published", "True", "Published").getStatus().publishedRevision();
    await()
        .atMost(OperatorEstate.LIMIT)
        .until(() -> revision.equals(own.get(NAME).getStatus().revision()));
    own.awaitSaid(NAME, "Enforced", "True", "Enforced");

    assertThat(own.tryPod("hostname: runaway").stderr())
        .contains("could not be judged, so it is denied", "in policy SEC-901");

    assertThat(OwnRules.message(own.awaitSaid(NAME, "Enforced", "True", "Failing"), "Enforced"))
        .contains("What the rule cannot judge is refused", "in policy SEC-901");
    assertThat(own.tryPod("hostname: steady").succeeded()).isTrue();
  }

  @Test
  void aRuleThatRunsAwayOverWhatExistsIsNamedWithoutAnybodyBeingRefused() {
    String pod = OwnRules.pod("huzhou-health-web", "stands", "hostname: runaway");
    own.letIn(pod);
    try {
      own.apply(own.runaway());

      assertThat(OwnRules.message(own.awaitSaid(NAME, "Enforced", "True", "Failing"), "Enforced"))
          .contains("could not judge something", "in policy SEC-901");
    } finally {
      own.asAdministrator(pod, "delete", "--now", "-f", "-").orThrow();
    }
  }

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
      own.apply(rule);
      own.awaitSaid(NAME, "Published", "False", "Failed");
    } finally {
      Files.move(away, key);
    }
    own.awaitSaid(NAME, "Published", "True", "Published");
  }
}
