package dev.yunzhi.e2e.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.yunzhi.api.v1alpha1.Approval;
import dev.yunzhi.api.v1alpha1.ExceptionState;
import dev.yunzhi.api.v1alpha1.PolicyException;
import dev.yunzhi.api.v1alpha1.Tenant;
import dev.yunzhi.e2e.cluster.CommandResult;
import org.junit.jupiter.api.Test;

/**
 * Whose word makes an exception: {@code owner} owns the tenant, {@code warden} and {@code bailiff}
 * are the security team, each with the rights that the chart gives.
 */
@OnOperatorEstate
class ExceptionTest {

  private static final String NAMESPACE = "waiving-web";

  private final OperatorEstate estate;

  ExceptionTest(OperatorEstate estate) {
    this.estate = estate;
    estate.apply(
        """
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRoleBinding
        metadata: {name: security-of-the-exception-test}
        roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: yunzhi-security-administrator}
        subjects:
        - {apiGroup: rbac.authorization.k8s.io, kind: User, name: warden}
        - {apiGroup: rbac.authorization.k8s.io, kind: User, name: bailiff}
        """);
    estate.apply(
        Objects.tenant("waiving", "Retain", "[{name: web}]", "{pods: '40'}")
            + "  viewers: [{kind: User, name: onlooker}]\n");
    estate.awaitReady(Tenant.class, "waiving", t -> t.getStatus().conditions());
  }

  @Test
  @Provokes({
    "PolicyException Active=False AwaitingApproval",
    "PolicyException Active=False Rejected",
    "PolicyException event ExceptionRequested",
    "PolicyException event ExceptionActive",
    "PolicyException event ExceptionRejected"
  })
  void itHoldsOnceSomebodyElseApprovesItAndUntilOneOfThemSaysNo() {
    create("owner", exception("asked")).orThrow();
    assertThat(awaitState("asked", ExceptionState.PENDING).getSpec().requestedBy())
        .isEqualTo("owner");
    assertThat(create("owner", pod("asked-1", "")).stderr()).contains("[SEC-019]");

    create("warden", decision("asked-yes", "asked", "Approved")).orThrow();
    create("owner", pod("asked-1", "")).orThrow();
    assertThat(awaitState("asked", ExceptionState.ACTIVE).getStatus().approvedBy())
        .isEqualTo("warden");

    create("bailiff", decision("asked-no", "asked", "Rejected")).orThrow();
    awaitState("asked", ExceptionState.REJECTED);
    await()
        .atMost(OperatorEstate.LIMIT)
        .until(() -> !create("owner", pod("asked-2", "")).succeeded());
  }

  @Test
  void whoeverItConcernsSeesWhereItStands() {
    create("owner", exception("seen")).orThrow();
    create("warden", decision("seen-yes", "seen", "Approved")).orThrow();
    awaitState("seen", ExceptionState.ACTIVE);

    assertThat(as("onlooker", "get", "policyexceptions", "seen", "-n", NAMESPACE).orThrow())
        .contains("REQUESTED-BY", "APPROVED-BY", "Active", "owner", "warden", "2027-10-31");
    assertThat(as("onlooker", "get", "approvals", "seen-yes", "-n", NAMESPACE).orThrow())
        .contains("warden", "Approved");
    await()
        .atMost(OperatorEstate.LIMIT)
        .until(
            () -> as("onlooker", "get", "events", "-n", NAMESPACE).orThrow(),
            events -> events.contains("ExceptionActive") && events.contains("warden approved it"));
    assertThat(as("stranger", "get", "policyexceptions", "-n", NAMESPACE).stderr())
        .contains("cannot list resource");
  }

  @Test
  void theSecurityTeamTakesASecondPersonToo() {
    create("warden", exception("own")).orThrow();
    assertThat(create("warden", decision("own-yes", "own", "Approved")).stderr())
        .contains("warden wrote this request; somebody else has to decide on it");
    awaitState("own", ExceptionState.PENDING);
    assertThat(create("owner", pod("own-1", "")).succeeded()).isFalse();

    create("bailiff", decision("own-yes", "own", "Approved")).orThrow();
    create("owner", pod("own-1", "")).orThrow();
  }

  @Test
  void nobodyExemptsThemselves() {
    create("owner", exception("wish").replace("spec:", "spec:\n  requestedBy: warden")).orThrow();
    assertThat(awaitState("wish", ExceptionState.PENDING).getSpec().requestedBy())
        .isEqualTo("owner");

    assertThat(create("owner", decision("wish-yes", "wish", "Approved")).stderr())
        .contains("cannot create resource \"approvals\"");
    assertThat(patch("owner", "status", "{\"status\":{\"state\":\"Active\"}}"))
        .contains("is forbidden", "resource \"policyexceptions/status\"");
    assertThat(patch("owner", "", "{\"spec\":{\"requestedBy\":\"warden\"}}"))
        .contains("cannot patch resource \"policyexceptions\"");
    assertThat(
            create(
                    "owner",
                    """
                    apiVersion: rbac.authorization.k8s.io/v1
                    kind: Role
                    metadata: {name: approvers, namespace: waiving-web}
                    rules:
                    - {apiGroups: [yunzhi.dev], resources: [policyexceptions], verbs: [approve-security]}
                    """)
                .stderr())
        .contains("attempting to grant RBAC permissions not currently held");
    assertThat(
            create(
                    "owner",
                    pod(
                        "wish-1",
                        ", labels: {yunzhi.dev/exempt: 'true', policies.yunzhi.dev/exempt: SEC-019},"
                            + " annotations: {yunzhi.dev/exception: wish}"))
                .succeeded())
        .isFalse();
  }

  /** A status says what is so, and makes nothing so. */
  @Test
  void notEvenAStatusThatWasForgedLetsAnythingIn() {
    create("owner", exception("forged")).orThrow();
    awaitState("forged", ExceptionState.PENDING);
    estate
        .cluster()
        .kubectl(
            "patch",
            "policyexception",
            "forged",
            "-n",
            NAMESPACE,
            "--subresource=status",
            "--type=merge",
            "-p",
            "{\"status\":{\"state\":\"Active\",\"approvedBy\":\"warden\"}}")
        .orThrow();

    assertThat(create("owner", pod("forged-1", "")).succeeded()).isFalse();
  }

  @Test
  void whatWasApprovedIsNotWidened() {
    create("warden", exception("narrow")).orThrow();
    create("bailiff", decision("narrow-yes", "narrow", "Approved")).orThrow();

    assertThat(
            estate
                .cluster()
                .kubectl(
                    "patch",
                    "policyexception",
                    "narrow",
                    "-n",
                    NAMESPACE,
                    "--type=merge",
                    "-p",
                    "{\"spec\":{\"names\":[\"*\"]}}")
                .stderr())
        .contains("a PolicyException is immutable");
    assertThat(create("owner", pod("wider-1", "")).succeeded()).isFalse();
  }

  @Test
  @Provokes("Approval Counted=False ExceptionNotFound")
  void anApprovalIsOfTheExceptionThatWasThereAndOfNoLaterOne() {
    create("owner", exception("again")).orThrow();
    create("warden", decision("again-yes", "again", "Approved")).orThrow();
    awaitState("again", ExceptionState.ACTIVE);
    as("owner", "delete", "policyexception", "again", "-n", NAMESPACE).orThrow();
    awaitNotCounted("again-yes", "ExceptionNotFound");
    assertThat(create("warden", decision("none", "again", "Approved")).stderr())
        .contains("PolicyException again is not in this namespace");

    create("owner", exception("again").replace("again*", "*")).orThrow();
    awaitState("again", ExceptionState.PENDING);
    awaitNotCounted("again-yes", "OtherRequest");
    assertThat(create("owner", pod("again-1", "")).succeeded()).isFalse();
  }

  private PolicyException awaitState(String name, ExceptionState state) {
    return await(name + " " + state)
        .atMost(OperatorEstate.LIMIT)
        .until(
            () ->
                estate
                    .client()
                    .resources(PolicyException.class)
                    .inNamespace(NAMESPACE)
                    .withName(name)
                    .get(),
            e -> e != null && e.getStatus() != null && e.getStatus().state() == state);
  }

  private void awaitNotCounted(String approval, String reason) {
    await(approval + " " + reason)
        .atMost(OperatorEstate.LIMIT)
        .until(
            () ->
                estate
                    .client()
                    .resources(Approval.class)
                    .inNamespace(NAMESPACE)
                    .withName(approval)
                    .get(),
            a -> Objects.has(a, a.getStatus().conditions(), "Counted", "False", reason));
  }

  private CommandResult as(String user, String... arguments) {
    return estate.as(user, "", arguments);
  }

  private CommandResult create(String user, String yaml) {
    return estate.as(user, yaml, "create", "-f", "-");
  }

  private String patch(String user, String subresource, String merge) {
    return as(
            user,
            "patch",
            "policyexception",
            "wish",
            "-n",
            NAMESPACE,
            "--subresource=" + subresource,
            "--type=merge",
            "-p",
            merge)
        .stderr();
  }

  private static String decision(String name, String exception, String decision) {
    return Objects.exceptionDecision(NAMESPACE, name, exception, decision);
  }

  /** For pods whose names begin with its own. */
  private static String exception(String name) {
    return """
        apiVersion: yunzhi.dev/v1alpha1
        kind: PolicyException
        metadata: {name: %s, namespace: %s}
        spec:
          policies: [SEC-019]
          kinds: [Pod]
          names: ["%s*"]
          reason: 旧镜像迁移中
          expiresAt: "2027-10-31T00:00:00Z"
        """
        .formatted(name, NAMESPACE, name);
  }

  /** A pod that SEC-019 alone refuses; {@code more} is further metadata. */
  private static String pod(String name, String more) {
    return """
        apiVersion: v1
        kind: Pod
        metadata: {name: %s, namespace: %s%s}
        spec:
          securityContext: {runAsNonRoot: true, seccompProfile: {type: RuntimeDefault}}
          automountServiceAccountToken: false
          containers:
            - name: main
              image: elsewhere.example/tool:latest
              resources: {requests: {cpu: 10m, memory: 16Mi}, limits: {cpu: 10m, memory: 16Mi}}
              securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}}
        """
        .formatted(name, NAMESPACE, more);
  }
}
