package dev.yunzhi.e2e.operator;

import static dev.yunzhi.e2e.guard.Refusals.assertForbidden;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.yunzhi.api.v1alpha1.Cloud;
import dev.yunzhi.api.v1alpha1.CloudStatus;
import dev.yunzhi.api.v1alpha1.Department;
import dev.yunzhi.api.v1alpha1.RequestPhase;
import dev.yunzhi.api.v1alpha1.Tenant;
import dev.yunzhi.api.v1alpha1.TenantRequest;
import dev.yunzhi.api.v1alpha1.Yunzhi;
import dev.yunzhi.e2e.cluster.CommandResult;
import dev.yunzhi.e2e.estate.ServiceAccountKubeconfig;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tenants on a second cluster, which the operator of the first looks after. */
@OnOperatorEstate
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CloudTest {

  private static final String AS_OPERATOR =
      "--as=system:serviceaccount:yunzhi-system:tenant-operator";

  private final OperatorEstate estate;
  private FurtherCluster west;

  CloudTest(OperatorEstate estate) {
    this.estate = estate;
  }

  @BeforeAll
  void register() throws IOException {
    west = FurtherCluster.start();
    FurtherCluster.permit(
        estate.cluster(), "operator.kubeconfigSecrets={west,later,gone,swapped,bad}");
    secret("west", west.kubeconfig());
    estate.apply(cloud("west", "west", 2));
    awaitConnected("west");
  }

  /** The estate is that of other tests too: no cloud of this one stays behind. */
  @AfterAll
  void stop() {
    for (Cloud cloud : estate.client().resources(Cloud.class).list().getItems()) {
      String name = cloud.getMetadata().getName();
      estate.client().resources(Tenant.class).list().getItems().stream()
          .filter(t -> name.equals(t.getSpec().cloud()))
          .forEach(
              t ->
                  estate
                      .cluster()
                      .kubectl("delete", "tenant", t.getMetadata().getName(), "--timeout=60s")
                      .orThrow());
      // Admission may not have seen the last of them go.
      await()
          .atMost(OperatorEstate.LIMIT)
          .until(() -> estate.cluster().kubectl("delete", "cloud", name).succeeded());
    }
    west.close();
  }

  @Test
  @Provokes({"Cloud Ready=True Connected"})
  void itsHealthAndCapacityAreInItsStatus() {
    CloudStatus status = awaitConnected("west").getStatus();
    assertThat(status.version()).startsWith("v1.");
    assertThat(status.clusterId())
        .isEqualTo(west.client().namespaces().withName("kube-system").get().getMetadata().getUid());
    assertThat(status.capacity().nodes()).isZero();

    for (String name : List.of("first", "second")) {
      west.cluster()
          .kubectl(west.cluster().kubeconfig(), node(name), "create", "-f", "-")
          .orThrow();
      west.cluster()
          .kubectl(
              "patch",
              "node",
              name,
              "--subresource=status",
              "--type=merge",
              "-p="
                  + """
                  {"status": {"allocatable": {"cpu": "3500m", "memory": "8Gi"},
                   "conditions": [{"type": "Ready", "status": "True", "reason": "KubeletReady"}]}}""")
          .orThrow();
    }
    awaitCloud(
        "west",
        c ->
            c.getStatus().capacity().nodes() == 2
                && c.getStatus().capacity().cpu().equals(new Quantity("7"))
                && c.getStatus().capacity().memory().equals(new Quantity("16Gi")));

    west.cluster().kubectl("cordon", "second").orThrow();
    awaitCloud("west", c -> c.getStatus().capacity().nodes() == 1);
    west.cluster().kubectl("delete", "node", "first", "second").orThrow();
    awaitCloud("west", c -> c.getStatus().capacity().nodes() == 0);
  }

  @Test
  void aTenantIsProvisionedLookedAfterAndReclaimedThere() {
    estate.apply(tenant("c-life", "west", "Delete", "{requests.cpu: '3'}"));
    awaitReady("c-life");

    KubernetesClient there = west.client();
    var namespace = there.namespaces().withName("c-life-web").get();
    // Nobody asks policy SEC-016 there, so Kubernetes itself holds the Pods to the profile.
    assertThat(namespace.getMetadata().getLabels())
        .containsEntry("pod-security.kubernetes.io/enforce", "restricted")
        .containsEntry("yunzhi.dev/tenant", "c-life");
    assertThat(there.resourceQuotas().inNamespace("c-life-web").withName("yunzhi").get())
        .satisfies(
            q ->
                assertThat(q.getSpec().getHard())
                    .isEqualTo(Map.of("requests.cpu", new Quantity("3"))));
    assertThat(
            names(
                there.network().v1().networkPolicies().inNamespace("c-life-web").list().getItems()))
        .containsExactlyInAnyOrder("yunzhi-default-deny", "yunzhi-allow-dns");
    assertThat(names(there.rbac().roleBindings().inNamespace("c-life-web").list().getItems()))
        .contains("yunzhi-owners");
    assertThat(estate.client().namespaces().withName("c-life-web").get()).isNull();
    awaitCloud("west", c -> c.getStatus().tenants() >= 1);

    try (KubernetesClient owner = west.cluster().clientFor("owner")) {
      owner
          .resource(
              new ConfigMapBuilder()
                  .withNewMetadata()
                  .withName("data")
                  .withNamespace("c-life-web")
                  .endMetadata()
                  .build())
          .create();
      assertForbidden(
          () -> owner.resourceQuotas().inNamespace("c-life-web").withName("yunzhi").delete(),
          "User \"owner\" cannot delete resource \"resourcequotas\"");
    }
    // The guards hold there without any program of ours.
    assertForbidden(
        () -> there.limitRanges().inNamespace("c-life-web").withName("yunzhi").delete(),
        "managed by Yunzhi");
    west.cluster()
        .kubectl("delete", "limitrange", "-n", "c-life-web", "yunzhi", AS_OPERATOR)
        .orThrow();
    await()
        .atMost(OperatorEstate.LIMIT)
        .until(
            () -> there.limitRanges().inNamespace("c-life-web").withName("yunzhi").get() != null);

    estate
        .cluster()
        .kubectl("annotate", "tenant", "c-life", "yunzhi.dev/destroy-override=test")
        .orThrow();
    estate.cluster().kubectl("delete", "tenant", "c-life", "--timeout=60s").orThrow();
    assertThat(there.namespaces().withName("c-life-web").get()).isNull();
  }

  @Test
  void aTenantThereIsSuspendedAndResumed() {
    estate.apply(tenant("c-sleep", "west", "Retain", "{requests.cpu: '1'}"));
    awaitReady("c-sleep");
    west.cluster()
        .kubectl("create", "deployment", "web", "--image=web", "--replicas=2", "-n", "c-sleep-web")
        .orThrow();

    patch("c-sleep", "{\"spec\": {\"suspend\": {\"reason\": \"test\"}}}");
    awaitReplicas("c-sleep-web", 0);
    patch("c-sleep", "{\"spec\": {\"suspend\": null}}");
    awaitReplicas("c-sleep-web", 2);
  }

  /** Frozen, not ended: each connection stays open and each request waits for an answer. */
  @Test
  @Provokes({"Cloud Ready=False Unreachable", "Tenant Ready=False CloudUnreachable"})
  void losingItChangesNothingElsewhereAndHealsByItself() throws Exception {
    var there = new ArrayList<String>();
    for (int i = 0; i < 20; i++) {
      there.add("c-lost" + i);
      estate.apply(tenant("c-lost" + i, "west", "Retain", "{pods: '4'}"));
    }
    there.forEach(this::awaitReady);
    estate.apply(tenant("c-home", null, "Retain", "{pods: '4'}"));
    awaitReady("c-home");
    estate.apply(
        Objects.department("c-budget", "City", "977700", "root").stripTrailing()
            + "\n  budget: {pods: '10'}\n");
    estate.awaitReady(Department.class, "c-budget", d -> d.getStatus().conditions());
    estate.apply(inBudget(tenant("c-charged", null, "Retain", "{pods: '4'}")));
    estate.apply(inBudget(tenant("c-stuck", "west", "Retain", "{pods: '3'}")));
    awaitReady("c-charged");
    awaitReady("c-stuck");

    west.freeze();
    try {
      // All of them want something of it at once, and none is let in the way of the others.
      there.forEach(name -> patch(name, "{\"spec\": {\"quota\": {\"pods\": \"6\"}}}"));
      patch("c-home", "{\"spec\": {\"quota\": {\"pods\": \"6\"}}}");
      await()
          .atMost(OperatorEstate.LIMIT)
          .until(
              () ->
                  estate
                      .client()
                      .resourceQuotas()
                      .inNamespace("c-home-web")
                      .withName("yunzhi")
                      .get()
                      .getSpec()
                      .getHard()
                      .get("pods")
                      .equals(new Quantity("6")));
      awaitNotReady("west", "Unreachable");
      there.forEach(name -> awaitCondition(name, "False", "CloudUnreachable"));
      assertThat(estate.get(Tenant.class, "c-lost0").getStatus().namespaceCount()).isEqualTo(1);
      assertThat(estate.get(Cloud.class, "west").getStatus().version()).startsWith("v1.");

      estate.apply(tenant("c-new", null, "Retain", "{pods: '4'}"));
      awaitReady("c-new");
      estate.cluster().kubectl("delete", "tenant", "c-lost19", "--timeout=60s").orThrow();

      // Budget at home is given back; what may still be on the lost cloud stays charged.
      estate.cluster().kubectl("delete", "tenant", "c-stuck", "--timeout=60s").orThrow();
      estate.cluster().kubectl("delete", "tenant", "c-charged", "--timeout=60s").orThrow();
      estate.cluster().kubectl("delete", "namespace", "c-charged-web", AS_OPERATOR).orThrow();
      estate.awaitObject(
          Department.class,
          "c-budget",
          d -> d.getStatus().allocations().keySet().equals(Set.of("Tenant/c-stuck")));
    } finally {
      west.thaw();
    }

    awaitConnected("west");
    there.subList(0, 19).forEach(this::awaitReady);
    for (String name : there.subList(0, 19)) {
      assertThat(
              west.client()
                  .resourceQuotas()
                  .inNamespace(name + "-web")
                  .withName("yunzhi")
                  .get()
                  .getSpec()
                  .getHard())
          .isEqualTo(Map.of("pods", new Quantity("6")));
    }
    west.cluster().kubectl("delete", "namespace", "c-stuck-web", AS_OPERATOR).orThrow();
    estate.awaitObject(
        Department.class,
        "c-budget",
        d -> d.getStatus().allocations() == null || d.getStatus().allocations().isEmpty());
  }

  @Test
  void aTenantThatIsToBeReclaimedWaitsForItsCloud() throws Exception {
    estate.apply(tenant("c-wait", "west", "Delete", "{pods: '4'}"));
    awaitReady("c-wait");
    west.freeze();
    try {
      awaitCondition("c-wait", "False", "CloudUnreachable");
      estate
          .cluster()
          .kubectl("annotate", "tenant", "c-wait", "yunzhi.dev/destroy-override=test")
          .orThrow();
      estate.cluster().kubectl("delete", "tenant", "c-wait", "--wait=false").orThrow();
      assertThat(estate.get(Tenant.class, "c-wait")).isNotNull();
    } finally {
      west.thaw();
    }
    await()
        .atMost(OperatorEstate.LIMIT)
        .until(
            () ->
                estate.get(Tenant.class, "c-wait") == null
                    && west.client().namespaces().withName("c-wait-web").get() == null);
  }

  @Test
  void whileTenantsLieOnItItIsNotDeletedNorLowered() {
    estate.apply(tenant("c-stays", "west", "Retain", "{pods: '4'}"));
    awaitReady("c-stays");

    CommandResult deleted = estate.cluster().kubectl("delete", "cloud", "west", "--wait=false");
    assertThat(deleted.succeeded()).isFalse();
    assertThat(deleted.stderr())
        .contains("Cloud west cannot be deleted while tenants lie on it", "不能删除");

    CommandResult lowered = estate.tryApply(cloud("west", "west", 1));
    assertThat(lowered.succeeded()).isFalse();
    assertThat(lowered.stderr()).contains("spec.protectionLevel: tenants of a level above 1");

    CommandResult moved = estate.tryApply(tenant("c-stays", null, "Retain", "{pods: '4'}"));
    assertThat(moved.succeeded()).isFalse();
    assertThat(moved.stderr()).contains("cloud is immutable");
  }

  @Test
  @Provokes({"Cloud Ready=False ClusterChanged", "Tenant Ready=False CloudUnusable"})
  void whileTenantsLieOnItNoOtherClusterTakesItsPlace() throws IOException {
    secret("swapped", west.kubeconfig());
    estate.apply(cloud("swapped", "swapped", 2));
    awaitConnected("swapped");
    estate.apply(tenant("c-swapped", "swapped", "Retain", "{pods: '4'}"));
    awaitReady("c-swapped");

    secret("swapped", homeKubeconfig());
    awaitNotReady("swapped", "ClusterChanged");
    assertThat(awaitCondition("c-swapped", "False", "CloudUnusable").getMessage())
        .contains("ClusterChanged");
    assertThat(estate.client().namespaces().withName("c-swapped-web").get()).isNull();

    secret("swapped", west.kubeconfig());
    awaitConnected("swapped");
    awaitReady("c-swapped");

    estate.cluster().kubectl("delete", "tenant", "c-swapped", "--timeout=60s").orThrow();
    await()
        .atMost(OperatorEstate.LIMIT)
        .until(() -> estate.cluster().kubectl("delete", "cloud", "swapped").succeeded());
  }

  @Test
  @Provokes({
    "TenantRequest Ready=False CloudNotFound",
    "TenantRequest Ready=False CloudNotReady",
    "TenantRequest Ready=False CloudCordoned",
    "TenantRequest Ready=False CloudImmutable"
  })
  void aRequestWaitsForACloudThatIsNotThereOrTakesNoMore() throws IOException {
    estate.apply(Objects.project("p-cloud", "root"));
    estate.apply(request("c-req", "later"));
    TenantRequest unknown = awaitRequest("c-req", RequestPhase.BLOCKED, "CloudNotFound");
    assertThat(unknown.getStatus().nextStep()).contains("there is no Cloud later");

    secret("later", "nothing");
    estate.apply(cloud("later", "later", 2));
    awaitNotReady("later", "KubeconfigInvalid");
    awaitRequest("c-req", RequestPhase.AWAITING_APPROVAL, "AwaitingApproval");
    approve("c-req");
    awaitRequest("c-req", RequestPhase.BLOCKED, "CloudNotReady");

    estate
        .cluster()
        .kubectl(
            "patch", "cloud", "later", "--type=merge", "-p={\"spec\": {\"unschedulable\": true}}")
        .orThrow();
    secret("later", west.kubeconfig());
    awaitConnected("later");
    awaitRequest("c-req", RequestPhase.BLOCKED, "CloudCordoned");
    assertThat(estate.get(Tenant.class, "c-req")).isNull();
    CommandResult byHand = estate.tryApply(tenant("c-hand", "later", "Retain", "{pods: '4'}"));
    assertThat(byHand.stderr()).contains("Cloud later takes no further tenants");

    estate
        .cluster()
        .kubectl(
            "patch", "cloud", "later", "--type=merge", "-p={\"spec\": {\"unschedulable\": null}}")
        .orThrow();
    awaitRequest("c-req", RequestPhase.GRANTED, "Ready");
    assertThat(estate.get(Tenant.class, "c-req").getSpec().cloud()).isEqualTo("later");
    assertThat(west.client().namespaces().withName("c-req-web").get()).isNotNull();

    CommandResult moved = estate.tryApply(request("c-req", "west"));
    assertThat(moved.succeeded()).isTrue();
    assertThat(awaitRequest("c-req", RequestPhase.BLOCKED, "CloudImmutable").getStatus())
        .satisfies(s -> assertThat(s.nextStep()).contains("the tenant lies on later"));
  }

  @Test
  @Provokes({
    "TenantRequest Ready=False CloudUnreachable",
    "TenantRequest Ready=False CloudUnusable"
  })
  void whatIsDeletedWhileItsCloudIsAwayIsNotMadeAgain() throws IOException {
    estate.apply(Objects.project("p-cloud", "root"));
    secret("gone", west.kubeconfig());
    estate.apply(cloud("gone", "gone", 2));
    awaitConnected("gone");
    estate.apply(request("c-gone", "gone"));
    awaitRequest("c-gone", RequestPhase.AWAITING_APPROVAL, "AwaitingApproval");
    approve("c-gone");
    awaitRequest("c-gone", RequestPhase.GRANTED, "Ready");

    secret(
        "gone",
        kubeconfig("{server: 'https://127.0.0.1:1'}", "users: [{name: u, user: {token: a}}]"));
    awaitRequest("c-gone", RequestPhase.BLOCKED, "CloudUnreachable");
    secret("gone", "nothing");
    awaitRequest("c-gone", RequestPhase.BLOCKED, "CloudUnusable");
    estate.cluster().kubectl("delete", "tenant", "c-gone", "--timeout=60s").orThrow();
    awaitRequest("c-gone", RequestPhase.BLOCKED, "TenantDeleted");
    secret("gone", west.kubeconfig());
    awaitConnected("gone");
    assertThat(estate.get(Tenant.class, "c-gone")).isNull();
    assertThat(west.client().namespaces().withName("c-gone-web").get()).isNotNull();
  }

  @Test
  void noTenantIsPlacedAboveTheLevelOfItsCloud() {
    CommandResult denied =
        estate.tryApply(
            tenant("c-high", "west", "Retain", "{pods: '4'}")
                .replace("protectionLevel: 2", "protectionLevel: 3"));
    assertThat(denied.succeeded()).isFalse();
    assertThat(denied.stderr()).contains("SEC-011", "level 3 is above level 2 of cloud \"west\"");

    CommandResult unknown = estate.tryApply(tenant("c-where", "nowhere", "Retain", "{pods: '4'}"));
    assertThat(unknown.succeeded()).isFalse();
    assertThat(unknown.stderr()).contains("SEC-011", "protection level of the cloud is not known");
  }

  /** Admission refuses it of people; of the operator it is not asked. */
  @Test
  @Provokes({"Tenant Ready=False CloudNotFound"})
  void aTenantWithoutACloudSaysSo() {
    estate
        .cluster()
        .kubectl(
            estate.cluster().kubeconfig(),
            tenant("c-nowhere", "nowhere", "Retain", "{pods: '4'}"),
            "create",
            "-f",
            "-",
            AS_OPERATOR)
        .orThrow();
    assertThat(awaitCondition("c-nowhere", "False", "CloudNotFound").getMessage())
        .contains("spec.cloud names nowhere");
    estate.cluster().kubectl("delete", "tenant", "c-nowhere", "--timeout=60s").orThrow();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "users: [{name: u, user: {exec: {command: id, apiVersion: client.authentication.k8s.io/v1}}}] | exec",
        "users: [{name: u, user: {auth-provider: {name: oidc}}}]                    | auth-provider",
        "users: [{name: u, user: {tokenFile: /etc/passwd}}]                         | tokenFile",
        "users: [{name: u, user: {client-certificate: /a, client-key: /b}}]         | client-certificate, client-key",
        "users: [{name: u, user: {username: a, password: b}}]                       | username and password",
        "users: [{name: u, user: {token: a, as: root}}]                             | act-as",
        "users: [{name: u, user: {}}]                                               | no credential",
      })
  void aKubeconfigThatAsksForMoreThanAWayInIsRefused(String users, String word) {
    secret("bad", kubeconfig("{server: 'https://127.0.0.1:1'}", users));
    estate.apply(cloud("bad", "bad", 2));

    assertThat(awaitMessage("bad", "KubeconfigInvalid", word)).doesNotContain("password: b");
  }

  @Test
  @Provokes({
    "Cloud Ready=False KubeconfigInvalid",
    "Cloud Ready=False Untrusted",
    "Cloud Ready=False Unauthorized",
    "Cloud Ready=False Forbidden",
    "Cloud Ready=False SecretNotFound",
    "Cloud Ready=False SecretForbidden"
  })
  void whatIsWrongWithTheWayInIsTold() throws IOException {
    String token = "users: [{name: u, user: {token: nobodys}}]";
    secret("bad", kubeconfig("{server: 'http://127.0.0.1:1'}", token));
    estate.apply(cloud("bad", "bad", 2));
    awaitMessage("bad", "KubeconfigInvalid", "must be https://");
    String atRest = estate.get(Cloud.class, "west").getMetadata().getResourceVersion();

    secret("bad", kubeconfig("{server: 'https://a', insecure-skip-tls-verify: true}", token));
    awaitMessage("bad", "KubeconfigInvalid", "insecure-skip-tls-verify");

    secret("bad", kubeconfig("{server: 'https://127.0.0.1:1'}", token));
    awaitMessage("bad", "Unreachable", "https://127.0.0.1:1 does not answer");

    secret("bad", kubeconfig("{server: '" + west.cluster().server() + "'}", token));
    awaitMessage("bad", "Untrusted", "is not trusted");

    secret("bad", west.kubeconfig().replaceAll("token: .*", "token: nobodys"));
    awaitMessage("bad", "Unauthorized", "does not know the credential");

    secret("bad", nobodysKubeconfig());
    awaitMessage("bad", "Forbidden", "cloud.home=false");

    estate.cluster().kubectl("delete", "secret", "bad", "-n", Yunzhi.SYSTEM_NAMESPACE).orThrow();
    awaitMessage("bad", "SecretNotFound", "create secret generic bad");

    estate.apply(cloud("bad", "yunzhi-audit-intake", 2));
    awaitMessage("bad", "SecretForbidden", "operator.kubeconfigSecrets");

    // Each of the answers above took a look; the one that is well was looked at as often.
    assertThat(estate.get(Cloud.class, "west").getMetadata().getResourceVersion())
        .isEqualTo(atRest);
  }

  private String nobodysKubeconfig() throws IOException {
    Path folder = Files.createTempDirectory(Path.of("target"), "nobody");
    return Files.readString(
        ServiceAccountKubeconfig.write(west.client(), "default", "default", folder));
  }

  private String homeKubeconfig() throws IOException {
    Path folder = Files.createTempDirectory(Path.of("target"), "home");
    return Files.readString(
        ServiceAccountKubeconfig.write(
            estate.client(), Yunzhi.SYSTEM_NAMESPACE, "tenant-operator", folder));
  }

  private void secret(String name, String kubeconfig) {
    FurtherCluster.store(estate.client(), name, kubeconfig);
  }

  private static String kubeconfig(String cluster, String users) {
    return """
        apiVersion: v1
        kind: Config
        current-context: c
        contexts: [{name: c, context: {cluster: c, user: u}}]
        clusters: [{name: c, cluster: %s}]
        %s
        """
        .formatted(cluster, users);
  }

  private static String cloud(String name, String secret, int level) {
    return """
        apiVersion: yunzhi.dev/v1alpha1
        kind: Cloud
        metadata: {name: %s}
        spec:
          displayName: 测试云
          kubeconfigSecret: %s
          protectionLevel: %d
          region: cn-west
          pue: "1.25"
        """
        .formatted(name, secret, level);
  }

  private static String tenant(String name, String cloud, String reclaim, String quota) {
    String tenant = Objects.tenant(name, reclaim, "[{name: web}]", quota);
    return cloud == null ? tenant : tenant.replace("spec:\n", "spec:\n  cloud: " + cloud + "\n");
  }

  private static String inBudget(String tenant) {
    return tenant.replace("department: root", "department: c-budget");
  }

  private static String request(String name, String cloud) {
    return Objects.request(name, "p-cloud", 2, "2")
        .replace("spec:\n", "spec:\n  cloud: " + cloud + "\n");
  }

  private static String node(String name) {
    return """
        apiVersion: v1
        kind: Node
        metadata: {name: %s}
        """
        .formatted(name);
  }

  private void patch(String tenant, String patch) {
    estate.cluster().kubectl("patch", "tenant", tenant, "--type=merge", "-p=" + patch).orThrow();
  }

  private void approve(String request) {
    estate
        .createAs("approver", Objects.approval(request, request, "Platform", "Approved", ""))
        .orThrow();
  }

  private Cloud awaitConnected(String name) {
    return awaitCloud(
        name, c -> Objects.has(c, c.getStatus().conditions(), "Ready", "True", "Connected"));
  }

  private void awaitNotReady(String name, String reason) {
    awaitCloud(name, c -> Objects.has(c, c.getStatus().conditions(), "Ready", "False", reason));
  }

  private String awaitMessage(String name, String reason, String words) {
    return awaitCloud(
            name,
            c ->
                Objects.has(c, c.getStatus().conditions(), "Ready", "False", reason)
                    && c.getStatus().conditions().get(0).getMessage().contains(words))
        .getStatus()
        .conditions()
        .get(0)
        .getMessage();
  }

  private Cloud awaitCloud(String name, Predicate<Cloud> right) {
    return estate.awaitObject(Cloud.class, name, right);
  }

  private void awaitReady(String tenant) {
    estate.awaitReady(Tenant.class, tenant, t -> t.getStatus().conditions());
  }

  private Condition awaitCondition(String tenant, String status, String reason) {
    return estate
        .awaitObject(
            Tenant.class,
            tenant,
            t -> Objects.has(t, t.getStatus().conditions(), "Ready", status, reason))
        .getStatus()
        .conditions()
        .get(0);
  }

  private TenantRequest awaitRequest(String name, RequestPhase phase, String reason) {
    return estate.awaitRequest(
        "dept-root",
        name,
        r ->
            r.getStatus().phase() == phase
                && r.getStatus().conditions().stream()
                    .anyMatch(c -> c.getType().equals("Ready") && c.getReason().equals(reason)));
  }

  private void awaitReplicas(String namespace, int replicas) {
    await()
        .atMost(OperatorEstate.LIMIT)
        .until(
            () ->
                west.client()
                        .apps()
                        .deployments()
                        .inNamespace(namespace)
                        .withName("web")
                        .get()
                        .getSpec()
                        .getReplicas()
                    == replicas);
  }

  private static List<String> names(List<? extends HasMetadata> objects) {
    return objects.stream().map(o -> o.getMetadata().getName()).toList();
  }
}
