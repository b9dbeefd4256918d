package dev.yunzhi.e2e.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.yunzhi.api.v1alpha1.Tenant;
import dev.yunzhi.api.v1alpha1.TenantPhase;
import dev.yunzhi.e2e.cluster.CommandResult;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;

/** From term to term, and to the end. */
@OnOperatorEstate
class TenantTermTest {

  private static final String ONE = "[{name: web}]";
  private static final String END =
      "{\"spec\": {\"end\": {\"request\": {\"namespace\": \"dept-root\", \"name\": \"end\"}, \"approvedAt\": \"2026-11-25T00:00:00Z\"}}}";

  private final OperatorEstate estate;

  TenantTermTest(OperatorEstate estate) {
    this.estate = estate;
  }

  @Test
  @Provokes({
    "Tenant Expiring=False Running",
    "Tenant Suspended=False Running",
    "Tenant Expiring=True TermEnding",
    "Tenant Expiring=True Lapsed",
    "Tenant Suspended=True Expired",
    "Tenant event Expiring",
    "Tenant event Suspended",
    "Tenant event Resumed",
    "TenantRequest event TenantExpiring",
    "TenantRequest event TenantSuspended",
    "TenantRequest event TenantResumed"
  })
  void aTermEndsThenIsGraceThenSuspensionAndProlongingItBringsTheTenantBack() {
    estate.apply(
        Objects.tenant("t-term", "Retain", ONE, "{pods: '4'}") + Objects.madeFrom("t-term"));
    awaitPhase("t-term", TenantPhase.ACTIVE);

    Instant soon = Instant.now().plusSeconds(6).truncatedTo(ChronoUnit.SECONDS);
    patch("t-term", "{\"spec\": {\"expiresAt\": \"%s\"}}".formatted(soon));
    Tenant expiring = awaitPhase("t-term", TenantPhase.EXPIRING);
    assertThat(message(expiring, "Expiring"))
        .contains("ends at " + soon)
        .contains("scaled down at " + soon.plusSeconds(3));

    Tenant suspended = awaitPhase("t-term", TenantPhase.SUSPENDED);
    assertThat(message(suspended, "Suspended"))
        .contains("Its term ended at " + soon)
        .contains("resumes when spec.expiresAt is prolonged");
    assertThat(readOnly("t-term-web")).isEqualTo("Expired");

    patch("t-term", "{\"spec\": {\"expiresAt\": \"2027-10-31T00:00:00Z\"}}");
    awaitPhase("t-term", TenantPhase.ACTIVE);
    assertThat(readOnly("t-term-web")).isEmpty();
    assertThat(kubectl("describe", "tenant", "t-term").orThrow())
        .contains("Warning  Expiring", "Warning  Suspended", "Normal   Resumed");
  }

  @Test
  @Provokes({
    "Tenant Suspended=True Hibernating",
    "Tenant event Hibernating",
    "TenantRequest event TenantHibernating"
  })
  void aTenantForDevelopmentSleepsByItsSchedule() {
    LocalTime now = LocalTime.now(ZoneOffset.UTC);
    estate.apply(
        Objects.tenant("t-sleep", "Retain", ONE, "{pods: '4'}")
            .replace("Production", "Development")
            .replace("2027-10-31", "2027-02-28")
            .concat(window(now.minusHours(2), now.plusHours(2)))
            .concat(Objects.madeFrom("t-sleep")));
    Tenant asleep = awaitPhase("t-sleep", TenantPhase.HIBERNATING);
    assertThat(message(asleep, "Suspended")).contains("It sleeps until ");

    patch(
        "t-sleep",
        "{\"spec\": {\"hibernation\": [{\"from\": \"%s\", \"to\": \"%s\", \"timeZone\": \"UTC\"}]}}"
            .formatted(minute(now.plusHours(4)), minute(now.plusHours(6))));
    awaitPhase("t-sleep", TenantPhase.ACTIVE);
  }

  @Test
  @Provokes({
    "Tenant Expiring=False NoEnd",
    "Tenant event Renewed",
    "TenantRequest event TenantRenewed"
  })
  void aTermThatIsProlongedInTimeIsRenewed() {
    String yaml =
        Objects.tenant("t-renewed", "Retain", ONE, "{pods: '4'}") + Objects.madeFrom("t-renewed");
    // As granted before a policy asked for an end.
    estate.pastAdmission(yaml.replaceAll("  expiresAt: .*\n", ""), "apply", "-f", "-").orThrow();
    awaitPhase("t-renewed", TenantPhase.ACTIVE);

    Instant soon = Instant.now().plus(Duration.ofDays(9)).truncatedTo(ChronoUnit.SECONDS);
    patch("t-renewed", "{\"spec\": {\"expiresAt\": \"%s\"}}".formatted(soon));
    awaitPhase("t-renewed", TenantPhase.EXPIRING);
    patch("t-renewed", "{\"spec\": {\"expiresAt\": \"2027-10-31T00:00:00Z\"}}");
    awaitPhase("t-renewed", TenantPhase.ACTIVE);
  }

  @Test
  @Provokes("Tenant Expiring=True TermOver")
  void aTermThatIsOverHasAGrace() {
    estate.apply(Objects.tenant("t-over", "Retain", ONE, "{pods: '4'}"));
    awaitPhase("t-over", TenantPhase.ACTIVE);

    // Grace is short here: it is begun anew until it is seen.
    await()
        .atMost(OperatorEstate.LIMIT)
        .pollInterval(Duration.ofSeconds(1))
        .until(
            () -> {
              Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
              patch("t-over", "{\"spec\": {\"expiresAt\": \"%s\"}}".formatted(now));
              return estate.get(Tenant.class, "t-over");
            },
            t -> message(t, "Expiring").contains("Unless spec.expiresAt is prolonged"));
  }

  @Test
  void aTimeZoneThatNobodyKnowsIsRefused() {
    CommandResult refused =
        estate.tryApply(
            Objects.tenant("t-zone", "Retain", ONE, "{pods: '4'}")
                .replace("Production", "Development")
                .replace("2027-10-31", "2027-02-28")
                .concat("  hibernation: [{from: '20:00', to: '07:00', timeZone: Mars/Phobos}]\n"));

    assertThat(refused.succeeded()).isFalse();
    assertThat(refused.stderr()).contains("no time zone Mars/Phobos", "不存在时区");
  }

  @Test
  @Provokes("Tenant Suspended=True Ended")
  void anEndKeepsTheNamespacesWithNothingWhereTheyAreToBeRetained() {
    estate.apply(Objects.tenant("t-kept", "Retain", ONE, "{pods: '4'}"));
    awaitPhase("t-kept", TenantPhase.ACTIVE);

    CommandResult refused = kubectl("patch", "tenant", "t-kept", "--type=merge", "-p", END);
    assertThat(refused.stderr()).contains("spec.end is written by the operator", "注销申请");
    end("t-kept");

    awaitPhase("t-kept", TenantPhase.RECLAIMED);
    assertThat(readOnly("t-kept-web")).isEqualTo("Ended");
    assertThat(
            kubectl("get", "quota", "yunzhi", "-n", "t-kept-web", "-o", "jsonpath={.spec.hard}")
                .orThrow())
        .isEqualTo("{\"pods\":\"0\"}");
  }

  @Test
  @Provokes({
    "Tenant Ready=False Reclaiming",
    "Tenant Ready=False Reclaimed",
    "Tenant event Reclaiming",
    "Tenant event Reclaimed",
    "TenantRequest event TenantReclaiming",
    "TenantRequest event TenantReclaimed"
  })
  void anEndDeletesTheNamespacesAndSaysWhatHoldsOneUp() {
    estate.apply(
        Objects.tenant("t-gone", "Delete", ONE, "{pods: '4'}") + Objects.madeFrom("t-gone"));
    awaitPhase("t-gone", TenantPhase.ACTIVE);
    estate.apply(Objects.held("t-gone-web"));

    end("t-gone");
    Tenant held =
        estate.awaitObject(
            Tenant.class,
            "t-gone",
            t ->
                t.getStatus().phase() == TenantPhase.RECLAIMING
                    && message(t, "Ready").contains("example.gov/hold"));
    assertThat(message(held, "Ready")).contains("Namespace t-gone-web is being deleted");

    estate.release("t-gone-web");
    awaitPhase("t-gone", TenantPhase.RECLAIMED);
    assertThat(estate.client().namespaces().withName("t-gone-web").get()).isNull();
    assertThat(kubectl("delete", "tenant", "t-gone", "--timeout=60s").succeeded()).isTrue();
  }

  @Test
  @Provokes({"Tenant Suspended=True Ordered"})
  void theSecurityTeamSuspendsAndChangesNothingElse() {
    estate.apply(Objects.tenant("t-secured", "Retain", ONE, "{pods: '4'}"));
    estate.apply(
        """
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRoleBinding
        metadata: {name: test-security}
        roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: yunzhi-security-administrator}
        subjects: [{apiGroup: rbac.authorization.k8s.io, kind: User, name: sentinel}]
        """);
    awaitPhase("t-secured", TenantPhase.ACTIVE);

    CommandResult refused = sentinel("{\"spec\": {\"reclaim\": \"Delete\"}}");
    assertThat(refused.stderr())
        .contains("may suspend and resume Tenant t-secured", "change nothing else");
    sentinel("{\"spec\": {\"suspend\": {\"reason\": \"挖矿程序\"}}}").orThrow();
    awaitPhase("t-secured", TenantPhase.SUSPENDED);
    sentinel("{\"spec\": {\"suspend\": null}}").orThrow();
    awaitPhase("t-secured", TenantPhase.ACTIVE);
  }

  private CommandResult sentinel(String patch) {
    return estate.as("sentinel", "", "patch", "tenant", "t-secured", "--type=merge", "-p", patch);
  }

  /** What the operator writes once a request of type End is approved. */
  private void end(String tenant) {
    kubectl("patch", "tenant", tenant, "--type=merge", "-p", END, "--as=" + OperatorEstate.OPERATOR)
        .orThrow();
  }

  private void patch(String tenant, String patch) {
    kubectl("patch", "tenant", tenant, "--type=merge", "-p", patch).orThrow();
  }

  private String readOnly(String namespace) {
    return kubectl(
            "get",
            "namespace",
            namespace,
            "-o",
            "jsonpath={.metadata.labels.yunzhi\\.dev/read-only}")
        .orThrow();
  }

  private CommandResult kubectl(String... arguments) {
    return estate.cluster().kubectl(arguments);
  }

  private Tenant awaitPhase(String name, TenantPhase phase) {
    return estate.awaitObject(
        Tenant.class,
        name,
        t ->
            t.getStatus().phase() == phase
                && t.getMetadata().getGeneration().equals(t.getStatus().observedGeneration())
                && (t.getStatus().namespaceCount() > 0 || phase == TenantPhase.RECLAIMED));
  }

  private static String message(Tenant tenant, String condition) {
    return tenant.getStatus().conditions().stream()
        .filter(c -> c.getType().equals(condition))
        .findFirst()
        .orElseThrow()
        .getMessage();
  }

  private static String window(LocalTime from, LocalTime to) {
    return "  hibernation: [{from: '%s', to: '%s', timeZone: UTC}]\n"
        .formatted(minute(from), minute(to));
  }

  private static String minute(LocalTime time) {
    return time.truncatedTo(ChronoUnit.MINUTES).toString();
  }
}
