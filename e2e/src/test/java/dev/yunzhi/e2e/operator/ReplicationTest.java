package dev.yunzhi.e2e.operator;

import static dev.yunzhi.e2e.guard.Refusals.assertForbidden;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.yunzhi.api.v1alpha1.Department;
import dev.yunzhi.api.v1alpha1.Replication;
import dev.yunzhi.api.v1alpha1.ReplicationStatus;
import dev.yunzhi.api.v1alpha1.Tenant;
import dev.yunzhi.e2e.cluster.CommandResult;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicyBindingBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * {@code ray} administers the city {@code r-city}, which has the tenant {@code r-permits}; below it
 * lies {@code r-county} with the tenant {@code r-branch}, and beside it {@code r-other} with {@code
 * r-alien}. {@code owner} owns all three tenants.
 */
@OnOperatorEstate
class ReplicationTest {

  private static final String HOME = "dept-r-city";
  private static final String WEB = "r-permits-web";
  private static final String DATA = "r-permits-data";
  private static final String BRANCH = "r-branch-web";
  private static final String ALIEN = "r-alien-web";
  private static final String PERMITS = "tenants: {matchLabels: {yunzhi.dev/tenant: r-permits}}";

  private final OperatorEstate estate;
  private final KubernetesClient ray;
  private final KubernetesClient owner;

  ReplicationTest(OperatorEstate estate) {
    this.estate = estate;
    this.ray = estate.cluster().clientFor("ray", "r-city-administrators");
    this.owner = estate.cluster().clientFor("owner");
  }

  @BeforeEach
  void provide() {
    estate.apply(Objects.department("r-city", "City", "970600", "root"));
    estate.apply(Objects.department("r-county", "County", "970601", "r-city"));
    estate.apply(Objects.department("r-other", "City", "970610", "root"));
    for (String department : new String[] {"r-city", "r-county", "r-other"}) {
      estate.awaitReady(Department.class, department, d -> d.getStatus().conditions());
    }
    tenant("r-permits", "r-city", "[{name: web}, {name: data}]");
    tenant("r-branch", "r-county", "[{name: web}]");
    tenant("r-alien", "r-other", "[{name: web}]");
  }

  private void tenant(String name, String department, String namespaces) {
    estate.apply(
        Objects.tenant(name, "Retain", namespaces, "{pods: '9'}")
            .replace("department: root", "department: " + department));
    estate.awaitReady(Tenant.class, name, t -> t.getStatus().conditions());
  }

  @AfterEach
  void leaveNothing() {
    estate.client().resources(Replication.class).inNamespace(HOME).delete();
    ray.close();
    owner.close();
  }

  @Test
  @Provokes({"Replication Ready=True Ready"})
  void copiesComeIntoNamespacesThatAreThereAndIntoThoseThatCome() {
    tenant("r-grows", "r-city", "[{name: web}]");
    ray.resource(secret("pull", "kubernetes.io/dockerconfigjson", ".dockerconfigjson", "{}"))
        .create();
    ray.resource(map("contacts", "desk", "0571")).create();
    replicate(
        "first",
        "[{kind: Secret, name: pull}, {kind: ConfigMap, name: contacts}]",
        "tenants: {matchLabels: {yunzhi.dev/tenant: r-grows}}");

    ReplicationStatus status = awaitReady("first");
    assertThat(List.of(status.namespaces(), status.desired(), status.inPlace(), status.failed()))
        .containsExactly(1, 2, 2, 0);
    Secret copy = estate.client().secrets().inNamespace("r-grows-web").withName("pull").get();
    assertThat(copy.getType()).isEqualTo("kubernetes.io/dockerconfigjson");
    assertThat(copy.getMetadata().getLabels())
        .isEqualTo(Map.of("yunzhi.dev/replication", "first", "yunzhi.dev/replicated-from", HOME));
    assertThat(owner.configMaps().inNamespace("r-grows-web").withName("contacts").get().getData())
        .isEqualTo(Map.of("desk", "0571"));

    tenant("r-grows", "r-city", "[{name: web}, {name: late}]");
    awaitMap("r-grows-late", "contacts", Map.of("desk", "0571"));
    assertThat(awaitStatus("first", s -> s.namespaces() == 2 && s.inPlace() == 4).failed())
        .isZero();
    assertThat(map(ALIEN, "contacts")).isNull();
    assertThat(map(BRANCH, "contacts")).isNull();
  }

  @Test
  void copiesFollowTheirSource() {
    ray.resource(
            new ConfigMapBuilder(map("hours", "open", "9"))
                .editMetadata()
                .addToLabels("tier", "shared")
                .addToLabels("app.kubernetes.io/name", "hours")
                .addToAnnotations("kubectl.kubernetes.io/last-applied-configuration", "{}")
                .endMetadata()
                .build())
        .create();
    ray.resource(secret("key", "Opaque", "a", "1")).create();
    replicate("follows", "[{kind: ConfigMap, name: hours}, {kind: Secret, name: key}]", PERMITS);
    awaitReady("follows");
    assertThat(map(WEB, "hours").getMetadata().getLabels())
        .containsEntry("tier", "shared")
        .doesNotContainKey("app.kubernetes.io/name");
    assertThat(map(WEB, "hours").getMetadata().getAnnotations()).isNullOrEmpty();

    ray.resource(map("hours", "closed", "17")).update();
    awaitMap(WEB, "hours", Map.of("closed", "17"));
    awaitMap(DATA, "hours", Map.of("closed", "17"));

    // What Kubernetes does not let change is made anew.
    ray.secrets().inNamespace(HOME).withName("key").delete();
    ray.resource(secret("key", "example.cn/other", "b", "2")).create();
    await()
        .atMost(OperatorEstate.LIMIT)
        .until(
            () -> estate.client().secrets().inNamespace(WEB).withName("key").get(),
            s -> s != null && s.getType().equals("example.cn/other") && s.getData().size() == 1);
    awaitReady("follows");
  }

  @Test
  void whatDriftsIsPutRight() {
    ray.resource(map("drifting", "a", "1")).create();
    replicate("drifts", "[{kind: ConfigMap, name: drifting}]", PERMITS);
    awaitReady("drifts");

    withoutGuard(
        () -> {
          ConfigMap changed = map(WEB, "drifting");
          changed.setData(Map.of("a", "2", "b", "3"));
          changed.getMetadata().getLabels().put("stray", "label");
          estate.client().resource(changed).update();
          estate.client().configMaps().inNamespace(DATA).withName("drifting").delete();
        });

    awaitMap(WEB, "drifting", Map.of("a", "1"));
    awaitMap(DATA, "drifting", Map.of("a", "1"));
    assertThat(map(WEB, "drifting").getMetadata().getLabels()).doesNotContainKey("stray");
  }

  /** As who breaks the glass does; the guard is back in force in the end. */
  private void withoutGuard(Runnable change) {
    var guard =
        estate
            .client()
            .admissionRegistration()
            .v1()
            .validatingAdmissionPolicyBindings()
            .withName("yunzhi-replicas");
    var binding = guard.get();
    guard.delete();
    try {
      await()
          .atMost(OperatorEstate.LIMIT)
          .ignoreExceptionsMatching(e -> e instanceof KubernetesClientException)
          .until(
              () -> {
                change.run();
                return true;
              });
    } finally {
      estate
          .client()
          .resource(
              new ValidatingAdmissionPolicyBindingBuilder(binding)
                  .editMetadata()
                  .withResourceVersion(null)
                  .withUid(null)
                  .endMetadata()
                  .build())
          .create();
      await()
          .atMost(OperatorEstate.LIMIT)
          .until(
              () ->
                  !allowed(
                      () ->
                          estate.client().resource(copyOf("forged", HOME, "x")).dryRun().create()));
    }
  }

  @Test
  @Provokes({"Replication Ready=False SourceNotFound"})
  void copiesGoWhenTheyAreNotWantedAnyMore() {
    for (String name : new String[] {"stays", "unnamed", "deleted"}) {
      ray.resource(map(name, "a", "1")).create();
    }
    replicate(
        "prunes",
        "[{kind: ConfigMap, name: stays}, {kind: ConfigMap, name: unnamed}, {kind: ConfigMap, name: deleted}]",
        PERMITS);
    awaitReady("prunes");

    replicate(
        "prunes", "[{kind: ConfigMap, name: stays}, {kind: ConfigMap, name: deleted}]", PERMITS);
    awaitGone(WEB, "unnamed");
    awaitGone(DATA, "unnamed");

    ray.configMaps().inNamespace(HOME).withName("deleted").delete();
    awaitGone(WEB, "deleted");
    awaitGone(DATA, "deleted");
    awaitReason("prunes", "SourceNotFound", "ConfigMap deleted does not exist here");

    replicate(
        "prunes",
        "[{kind: ConfigMap, name: stays}]",
        "tenants: {matchLabels: {yunzhi.dev/tenant: r-permits, kubernetes.io/metadata.name: r-permits-web}}");
    awaitGone(DATA, "stays");
    awaitStatus("prunes", s -> s.namespaces() == 1 && s.inPlace() == 1);
    assertThat(map(WEB, "stays")).isNotNull();
    await().atMost(OperatorEstate.LIMIT).until(() -> !bound(DATA, "prunes"));
    assertThat(bound(WEB, "prunes")).isTrue();

    ray.resources(Replication.class).inNamespace(HOME).withName("prunes").delete();
    awaitGone(WEB, "stays");
    await().atMost(OperatorEstate.LIMIT).until(() -> replication("prunes") == null);
    assertThat(bound(WEB, "prunes")).isFalse();
    assertThat(ray.configMaps().inNamespace(HOME).withName("stays").get()).isNotNull();
  }

  @Test
  @Provokes({"Replication Ready=False Conflict"})
  void whatIsThereAndNoCopyIsLeftAloneAndTold() {
    ConfigMap own =
        owner
            .resource(
                new ConfigMapBuilder(map("taken", "mine", "1"))
                    .editMetadata()
                    .withNamespace(WEB)
                    .endMetadata()
                    .build())
            .create();
    ray.resource(map("taken", "theirs", "2")).create();
    replicate("meets", "[{kind: ConfigMap, name: taken}]", PERMITS);

    ReplicationStatus status =
        awaitReason("meets", "Conflict", "is the tenant's own and is left alone");
    assertThat(status.failures())
        .singleElement()
        .satisfies(
            f -> {
              assertThat(f.namespace()).isEqualTo(WEB);
              assertThat(f.name()).isEqualTo("taken");
              assertThat(f.reason()).isEqualTo("Conflict");
            });
    assertThat(List.of(status.desired(), status.inPlace(), status.failed()))
        .containsExactly(2, 1, 1);
    assertThat(map(DATA, "taken").getData()).isEqualTo(Map.of("theirs", "2"));
    assertThat(map(WEB, "taken").getMetadata().getResourceVersion())
        .isEqualTo(own.getMetadata().getResourceVersion());

    owner.resource(own).delete();
    awaitMap(WEB, "taken", Map.of("theirs", "2"));
    awaitReady("meets");

    // Another Replication of the department does not take it over either.
    replicate("late", "[{kind: ConfigMap, name: taken}]", PERMITS);
    awaitReason("late", "Conflict", "is the copy of Replication dept-r-city/meets");
  }

  @Test
  void aDepartmentReachesItsOwnTenantsAndThoseBelowAndNoOthers() {
    ray.resource(map("wide", "a", "1")).create();
    replicate("wide", "[{kind: ConfigMap, name: wide}]", "tenants: {subtree: true}");
    awaitReady("wide");
    awaitMap(WEB, "wide", Map.of("a", "1"));
    awaitMap(BRANCH, "wide", Map.of("a", "1"));
    assertThat(map(ALIEN, "wide")).isNull();

    replicate(
        "aimed",
        "[{kind: ConfigMap, name: wide}]",
        "tenants: {subtree: true, matchLabels: {yunzhi.dev/tenant: r-alien}}");
    assertThat(awaitReady("aimed").namespaces()).isZero();
    assertThat(bound(ALIEN, "aimed")).isFalse();

    CommandResult elsewhere =
        asRay(
            "create",
            replication("there", "[{kind: ConfigMap, name: wide}]", "")
                .replace(HOME, "dept-r-other"));
    assertThat(elsewhere.stderr()).contains("cannot create resource \"replications\"");
    CommandResult nowhere =
        estate.tryApply(
            replication("there", "[{kind: ConfigMap, name: wide}]", "").replace(HOME, ALIEN));
    assertThat(nowhere.stderr()).contains("is not the home of a department", "不是部门的主命名空间");

    // Even with the rights of the operator: the replicator itself has none there.
    var replicator =
        estate.cluster().clientFor("system:serviceaccount:dept-r-city:yunzhi-replicator");
    assertForbidden(
        () -> replicator.configMaps().inNamespace(ALIEN).list(), "cannot list resource");
    replicator.close();
  }

  @Test
  @Provokes({
    "Replication Ready=False Refused",
    "Replication Ready=False NotReplicable",
  })
  void rolesThatLetPeopleLookAreGivenAndNoMore() {
    asRay(
            """
            apiVersion: rbac.authorization.k8s.io/v1
            kind: Role
            metadata: {name: looks, namespace: dept-r-city}
            rules: [{apiGroups: [""], resources: [pods], verbs: [get, list]}]
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: RoleBinding
            metadata: {name: looks, namespace: dept-r-city}
            roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: looks}
            subjects: [{apiGroup: rbac.authorization.k8s.io, kind: User, name: olga}]
            """)
        .orThrow();
    replicate("roles", "[{kind: RoleBinding, name: looks}, {kind: Role, name: looks}]", PERMITS);
    awaitReady("roles");
    await().atMost(OperatorEstate.LIMIT).until(() -> can("olga", "list", "pods").equals("yes"));
    assertThat(can("olga", "list", "secrets")).isEqualTo("no");

    String more =
        """
        apiVersion: rbac.authorization.k8s.io/v1
        kind: Role
        metadata: {name: %s, namespace: dept-r-city}
        rules: [{apiGroups: [%s], resources: [%s], verbs: [%s]}]
        """;
    assertThat(asRay(more.formatted("deploys", "apps", "deployments", "create")).stderr())
        .contains("is attempting to grant RBAC permissions not currently held");
    estate.apply(more.formatted("deploys", "apps", "deployments", "create"));
    replicate("deploys", "[{kind: Role, name: deploys}]", PERMITS);
    awaitReason("deploys", "Refused", "attempting to grant RBAC permissions not currently held");

    estate.apply(more.formatted("secrets", "''", "secrets", "get"));
    replicate("secrets", "[{kind: Role, name: secrets}]", PERMITS);
    assertThat(awaitReason("secrets", "Refused", "secrets").failures().get(0).message())
        .contains(
            "a Role that is replicated lets people look (get, list, watch), Secrets excepted");

    estate.apply(
        """
        apiVersion: rbac.authorization.k8s.io/v1
        kind: RoleBinding
        metadata: {name: edits, namespace: dept-r-city}
        roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: yunzhi-tenant-editor}
        subjects: [{apiGroup: rbac.authorization.k8s.io, kind: User, name: olga}]
        """);
    replicate("edits", "[{kind: RoleBinding, name: edits}]", PERMITS);
    awaitReason("edits", "NotReplicable", "let it bind ClusterRole yunzhi-tenant-viewer");

    estate.apply(
        """
        apiVersion: rbac.authorization.k8s.io/v1
        kind: RoleBinding
        metadata: {name: deploys, namespace: dept-r-city}
        roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: deploys}
        subjects: [{apiGroup: rbac.authorization.k8s.io, kind: User, name: olga}]
        """);
    replicate(
        "waits", "[{kind: RoleBinding, name: deploys}, {kind: Role, name: deploys}]", PERMITS);
    awaitStatus(
        "waits",
        waits ->
            waits.failures() != null
                && waits.failures().stream().anyMatch(f -> f.reason().equals("RoleNotInPlace")));
    for (String name : new String[] {"deploys", "secrets"}) {
      assertThat(estate.client().rbac().roles().inNamespace(WEB).withName(name).get()).isNull();
    }
    assertThat(can("olga", "create", "deployments.apps")).isEqualTo("no");
  }

  @Test
  void nobodyButItsReplicatorTouchesACopy() {
    ray.resource(map("guarded", "a", "1")).create();
    replicate("guards", "[{kind: ConfigMap, name: guarded}]", PERMITS);
    awaitReady("guards");

    var copy = owner.configMaps().inNamespace(WEB).withName("guarded");
    String words = "ConfigMap guarded is a copy that Replication dept-r-city/guards keeps";
    for (KubernetesClient who : new KubernetesClient[] {owner, estate.client()}) {
      var theirs = who.configMaps().inNamespace(WEB).withName("guarded");
      assertForbidden(
          () -> theirs.edit(m -> new ConfigMapBuilder(m).addToData("a", "2").build()),
          words,
          "维护的副本");
      assertForbidden(
          () ->
              theirs.edit(
                  m ->
                      new ConfigMapBuilder(m)
                          .editMetadata()
                          .withLabels(Map.of())
                          .endMetadata()
                          .build()),
          words);
      assertForbidden(theirs::delete, words);
      assertForbidden(
          () -> who.configMaps().inNamespace(WEB).withLabel("yunzhi.dev/replication").delete(),
          "is a copy that Replication");
      assertForbidden(
          () -> who.resource(copyOf("forged", HOME, "guards")).create(),
          "ConfigMap forged is a copy");
    }
    assertThat(copy.get().getData()).isEqualTo(Map.of("a", "1"));
  }

  @Test
  @Provokes({"Replication Ready=False Failed"})
  void whatFailsIsToldAndTriedAgain() {
    ray.resource(
            new ConfigMapBuilder(map("unlucky", "a", "1"))
                .editMetadata()
                .addToLabels("test", "unlucky")
                .endMetadata()
                .build())
        .create();
    estate.apply(NOBODY_ANSWERS);
    try {
      replicate("unlucky", "[{kind: ConfigMap, name: unlucky}]", PERMITS);
      awaitReason("unlucky", "Failed", "failed calling webhook");
    } finally {
      estate
          .cluster()
          .kubectl("delete", "validatingwebhookconfiguration", "test-unlucky")
          .orThrow();
    }
    awaitReady("unlucky");
  }

  private static final String NOBODY_ANSWERS =
      """
      apiVersion: admissionregistration.k8s.io/v1
      kind: ValidatingWebhookConfiguration
      metadata: {name: test-unlucky}
      webhooks:
      - name: unlucky.test.example
        admissionReviewVersions: [v1]
        sideEffects: None
        failurePolicy: Fail
        timeoutSeconds: 1
        clientConfig: {url: "https://127.0.0.1:1/"}
        objectSelector: {matchLabels: {test: unlucky}}
        rules:
        - {apiGroups: [""], apiVersions: [v1], resources: [configmaps], operations: [CREATE]}
      """;

  @Test
  void aReplicatorIsNobodyElse() {
    ray.resource(map("kept", "a", "1")).create();
    replicate("kept", "[{kind: ConfigMap, name: kept}]", PERMITS);
    awaitReady("kept");

    // One of the tenant's own, with all that the owner may.
    var alike = estate.cluster().clientFor("system:serviceaccount:r-permits-web:yunzhi-replicator");
    estate.apply(
        """
        apiVersion: rbac.authorization.k8s.io/v1
        kind: RoleBinding
        metadata: {name: alike, namespace: r-permits-web}
        roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: yunzhi-tenant-owner}
        subjects: [{kind: ServiceAccount, name: yunzhi-replicator, namespace: r-permits-web}]
        """);
    await()
        .atMost(OperatorEstate.LIMIT)
        .until(() -> allowed(() -> alike.configMaps().inNamespace(WEB).list()));
    assertForbidden(
        () -> alike.configMaps().inNamespace(WEB).withName("kept").delete(), "is a copy");
    assertForbidden(
        () -> alike.resource(copyOf("forged", WEB, "kept")).create(), "forged is a copy");
    alike.close();

    // The replicator itself writes its copies and nothing else.
    var replicator =
        estate.cluster().clientFor("system:serviceaccount:dept-r-city:yunzhi-replicator");
    assertForbidden(
        () -> replicator.resource(map(WEB, "kube-root-ca.crt")).delete(), "is not a copy of");
    assertForbidden(
        () -> replicator.resource(copyOf("theirs", "dept-r-other", "kept")).create(),
        "is not a copy of");
    assertForbidden(() -> replicator.pods().inNamespace(WEB).withName("x").delete(), "cannot");
    replicator.close();
    String powers =
        """
                    apiVersion: rbac.authorization.k8s.io/v1
                    kind: RoleBinding
                    metadata:
                      name: powers
                      namespace: r-permits-web
                      labels: {yunzhi.dev/replication: kept, yunzhi.dev/replicated-from: dept-r-city}
                    roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: yunzhi-tenant-owner}
                    subjects: [{apiGroup: rbac.authorization.k8s.io, kind: User, name: friend}]
                    """;
    assertThat(
            estate
                .cluster()
                .kubectl(
                    estate.cluster().kubeconfig(),
                    powers,
                    "create",
                    "-f",
                    "-",
                    "--as=system:serviceaccount:dept-r-city:yunzhi-replicator",
                    "--as-group=system:masters")
                .stderr())
        .contains("a binding that is replicated binds ClusterRole yunzhi-tenant-viewer or a Role");

    // And nobody gets a token of it.
    assertForbidden(
        () ->
            ray.resource(
                    new SecretBuilder(
                            secret("token", "kubernetes.io/service-account-token", "a", "1"))
                        .editMetadata()
                        .addToAnnotations("kubernetes.io/service-account.name", "yunzhi-replicator")
                        .endMetadata()
                        .build())
                .create(),
        "no token of a ServiceAccount is kept in the home of a department");
    assertThat(
            estate
                .cluster()
                .kubectl("create", "serviceaccount", "yunzhi-replicator", "-n", HOME)
                .stderr())
        .contains("ServiceAccount yunzhi-replicator is never made");
    assertThat(
            asRay(
                    """
                    apiVersion: rbac.authorization.k8s.io/v1
                    kind: RoleBinding
                    metadata: {name: more, namespace: dept-r-city}
                    roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: yunzhi-department-administrator}
                    subjects: [{apiGroup: rbac.authorization.k8s.io, kind: User, name: friend}]
                    """)
                .stderr())
        .contains("ClusterRole yunzhi-department-administrator is not for tenants");
  }

  @Test
  void atRestNothingIsWritten() throws IOException {
    ray.resource(map("resting", "a", "1")).create();
    ray.resource(secret("resting", "Opaque", "a", "1")).create();
    // One that cannot be: that is not tried again and again.
    estate.apply(
        "{apiVersion: v1, kind: ConfigMap, metadata: {name: blocked, namespace: r-permits-web}}");
    ray.resource(map("blocked", "a", "1")).create();
    replicate(
        "rests",
        "[{kind: ConfigMap, name: resting}, {kind: Secret, name: resting}, {kind: ConfigMap, name: blocked}]",
        PERMITS);
    awaitReason("rests", "Conflict", "blocked");
    var before = versions();

    awaitLooks(5);

    assertThat(versions()).isEqualTo(before);
  }

  /** Until every Replication has been reconciled again that many times, resyncs included. */
  private void awaitLooks(int times) throws IOException {
    long seen = estate.reconciliations("replication");
    int all =
        estate.client().resources(Replication.class).inAnyNamespace().list().getItems().size();
    await()
        .atMost(OperatorEstate.LIMIT)
        .until(() -> estate.reconciliations("replication") >= seen + (long) times * all);
  }

  private List<String> versions() {
    var client = estate.client();
    return Stream.<HasMetadata>of(
            replication("rests"),
            map(WEB, "resting"),
            map(DATA, "resting"),
            map(DATA, "blocked"),
            map(WEB, "blocked"),
            client.secrets().inNamespace(WEB).withName("resting").get(),
            client.secrets().inNamespace(DATA).withName("resting").get(),
            client
                .rbac()
                .roleBindings()
                .inNamespace(WEB)
                .withName("yunzhi-replication-dept-r-city.rests")
                .get())
        .map(o -> o.getMetadata().getUid() + " " + o.getMetadata().getResourceVersion())
        .toList();
  }

  @Test
  @Provokes({
    "Replication Ready=False DepartmentHalted",
    "Replication Halted=True DepartmentHalted"
  })
  void aHaltHoldsAndASuspendedTenantIsKeptUp() throws IOException {
    ray.resource(map("held", "a", "1")).create();
    replicate("held", "[{kind: ConfigMap, name: held}]", PERMITS);
    awaitReady("held");

    patch("department", "r-city", "{\"spec\":{\"halt\":{\"reason\":\"账目核查。\"}}}");
    awaitReason("held", "DepartmentHalted", "stay as they are");
    estate.client().resource(map("held", "a", "2")).update();
    ray.resources(Replication.class).inNamespace(HOME).withName("held").delete();
    awaitLooks(3);
    assertThat(replication("held").getMetadata().getDeletionTimestamp()).isNotNull();
    assertThat(map(WEB, "held").getData()).isEqualTo(Map.of("a", "1"));

    patch("department", "r-city", "{\"spec\":{\"halt\":null}}");
    awaitGone(WEB, "held");
    await().atMost(OperatorEstate.LIMIT).until(() -> replication("held") == null);

    replicate("held", "[{kind: ConfigMap, name: held}]", PERMITS);
    awaitMap(WEB, "held", Map.of("a", "2"));
    patch("tenant", "r-permits", "{\"spec\":{\"suspend\":{\"reason\":\"测试\"}}}");
    await()
        .atMost(OperatorEstate.LIMIT)
        .until(
            () ->
                estate
                    .client()
                    .namespaces()
                    .withName(WEB)
                    .get()
                    .getMetadata()
                    .getLabels()
                    .containsKey("yunzhi.dev/read-only"));
    ray.resource(map("held", "a", "3")).update();
    awaitMap(WEB, "held", Map.of("a", "3"));
    patch("tenant", "r-permits", "{\"spec\":{\"suspend\":null}}");
  }

  @Test
  void whatWasMissedWhileTheOperatorWasDownIsMadeUpFor() {
    ray.resource(map("missed", "a", "1")).create();
    replicate("missed", "[{kind: ConfigMap, name: missed}]", PERMITS);
    awaitReady("missed");
    ray.resource(map("goes", "a", "1")).create();
    replicate("goes", "[{kind: ConfigMap, name: goes}]", PERMITS);
    awaitReady("goes");

    estate.killOperator();
    try {
      ray.resource(map("missed", "a", "2")).update();
      ray.resources(Replication.class).inNamespace(HOME).withName("goes").delete();
    } finally {
      estate.startOperator();
    }

    awaitMap(WEB, "missed", Map.of("a", "2"));
    awaitGone(WEB, "goes");
  }

  private static boolean allowed(Runnable request) {
    try {
      request.run();
      return true;
    } catch (KubernetesClientException e) {
      return false;
    }
  }

  private void patch(String kind, String name, String patch) {
    estate.cluster().kubectl("patch", kind, name, "--type=merge", "-p", patch).orThrow();
  }

  private String can(String user, String verb, String resource) {
    return estate.as(user, "", "auth", "can-i", verb, resource, "-n", WEB).stdout().strip();
  }

  private CommandResult asRay(String yaml) {
    return asRay("apply", yaml);
  }

  private CommandResult asRay(String verb, String yaml) {
    return estate
        .cluster()
        .kubectl(
            estate.cluster().kubeconfigFor("ray", "r-city-administrators"), yaml, verb, "-f", "-");
  }

  private void replicate(String name, String sources, String tenants) {
    asRay(replication(name, sources, tenants)).orThrow();
  }

  private static String replication(String name, String sources, String tenants) {
    return """
        apiVersion: yunzhi.dev/v1alpha1
        kind: Replication
        metadata: {name: %s, namespace: dept-r-city}
        spec:
          sources: %s
          %s
        """
        .formatted(name, sources, tenants);
  }

  private Replication replication(String name) {
    return estate.client().resources(Replication.class).inNamespace(HOME).withName(name).get();
  }

  private ReplicationStatus awaitReady(String name) {
    return awaitReason(name, "Ready", "in place");
  }

  private ReplicationStatus awaitReason(String name, String reason, String words) {
    return awaitStatus(
        name,
        s ->
            s.conditions().stream()
                .anyMatch(
                    c ->
                        c.getType().equals("Ready")
                            && c.getReason().equals(reason)
                            && c.getMessage().contains(words)));
  }

  private ReplicationStatus awaitStatus(String name, Predicate<ReplicationStatus> right) {
    return await("Replication " + name)
        .atMost(OperatorEstate.LIMIT)
        .until(
            () -> replication(name),
            r ->
                r != null
                    && r.getStatus() != null
                    && r.getStatus().observedGeneration().equals(r.getMetadata().getGeneration())
                    && right.test(r.getStatus()))
        .getStatus();
  }

  private void awaitMap(String namespace, String name, Map<String, String> data) {
    await(name + " in " + namespace)
        .atMost(OperatorEstate.LIMIT)
        .until(() -> map(namespace, name), m -> m != null && data.equals(m.getData()));
  }

  private void awaitGone(String namespace, String name) {
    await(name + " in " + namespace)
        .atMost(OperatorEstate.LIMIT)
        .until(() -> map(namespace, name) == null);
  }

  private boolean bound(String namespace, String name) {
    return estate
            .client()
            .rbac()
            .roleBindings()
            .inNamespace(namespace)
            .withName("yunzhi-replication-dept-r-city." + name)
            .get()
        != null;
  }

  private ConfigMap map(String namespace, String name) {
    return estate.client().configMaps().inNamespace(namespace).withName(name).get();
  }

  private static ConfigMap map(String name, String key, String value) {
    return new ConfigMapBuilder()
        .withNewMetadata()
        .withNamespace(HOME)
        .withName(name)
        .endMetadata()
        .withData(Map.of(key, value))
        .build();
  }

  private static ConfigMap copyOf(String name, String from, String replication) {
    return new ConfigMapBuilder()
        .withNewMetadata()
        .withNamespace(WEB)
        .withName(name)
        .addToLabels("yunzhi.dev/replication", replication)
        .addToLabels("yunzhi.dev/replicated-from", from)
        .endMetadata()
        .build();
  }

  private static Secret secret(String name, String type, String key, String value) {
    return new SecretBuilder()
        .withNewMetadata()
        .withNamespace(HOME)
        .withName(name)
        .endMetadata()
        .withType(type)
        .withStringData(Map.of(key, value))
        .build();
  }
}
