package dev.yunzhi.e2e.idle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.yunzhi.api.v1alpha1.Cloud;
import dev.yunzhi.api.v1alpha1.Department;
import dev.yunzhi.api.v1alpha1.IdleStep;
import dev.yunzhi.api.v1alpha1.Tenant;
import dev.yunzhi.api.v1alpha1.TenantIdle;
import dev.yunzhi.api.v1alpha1.TenantPhase;
import dev.yunzhi.api.v1alpha1.WireName;
import dev.yunzhi.e2e.cluster.CommandResult;
import dev.yunzhi.e2e.operator.FurtherCluster;
import dev.yunzhi.e2e.operator.Objects;
import dev.yunzhi.e2e.operator.OperatorEstate;
import dev.yunzhi.e2e.operator.Provokes;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Idle tenants on a compressed clock, measured by a real Prometheus. */
@ExtendWith(IdleEstate.class)
class IdleTest {

  private static final double MEBI = 1024 * 1024;
  private static final String AUTOSCALER =
      """
      apiVersion: autoscaling/v2
      kind: HorizontalPodAutoscaler
      metadata: {name: app, namespace: t-idle-web}
      spec:
        scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: app}
        minReplicas: 2
        maxReplicas: 5
      """;

  private static final String QUOTA = "{requests.cpu: '4', requests.memory: 8Gi, pods: '40'}";

  private final IdleEstate.Parts parts;
  private final OperatorEstate estate;

  IdleTest(IdleEstate.Parts parts) {
    this.parts = parts;
    this.estate = parts.operator();
  }

  @BeforeEach
  void department() {
    estate.apply(
        Objects.department("granary", "City", "900100", "root")
            + "\n  budget: {requests.cpu: '40', requests.memory: 80Gi}\n");
    estate.awaitReady(Department.class, "granary", d -> d.getStatus().conditions());
    estate.apply(
        """
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRoleBinding
        metadata: {name: security-of-the-idle-test}
        roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: yunzhi-security-administrator}
        subjects: [{apiGroup: rbac.authorization.k8s.io, kind: User, name: warden}]
        """);
  }

  @Test
  @Provokes({
    "Tenant Measured=True Measured",
    "Tenant Measured=False NoData",
    "Tenant Measured=False MonitoringAway",
    "Tenant Idle=True Noticed",
    "Tenant Idle=True Objected",
    "Tenant Idle=True Grace",
    "Tenant Idle=True Shrunk",
    "Tenant Idle=True Reclaimed",
    "Tenant Idle=False Exempt",
    "Tenant Idle=False InUse",
    "Tenant Suspended=True Idle",
    "Tenant event IdleNoticed",
    "Tenant event IdleObjected",
    "Tenant event IdleGrace",
    "Tenant event IdleShrunk",
    "TenantRequest event TenantIdleNoticed",
    "TenantRequest event TenantIdleObjected",
    "TenantRequest event TenantIdleGrace",
    "TenantRequest event TenantIdleShrunk"
  })
  void anIdleTenantIsTakenBackStepByStepAndABusyOneNever() {
    var steps = ConcurrentHashMap.<String>newKeySet();
    try (var watch = estate.client().resources(Tenant.class).watch(noting(steps))) {
      tenant("t-busy", "Development");
      tenant("t-serving", "Production");
      tenant("t-idle", "Development");
      estate.apply(Objects.deployment("t-idle-web", 2));
      estate.apply(AUTOSCALER);
      parts.use().uses("t-busy-web", 1, 512 * MEBI);
      parts.use().uses("t-serving-web", 0.01, MEBI);
      parts.use().uses("t-idle-web", 0.01, MEBI);

      // An exception of another department is no objection.
      estate.apply(objection("dept-root", "elsewhere", "t-idle"));
      Tenant noticed = awaitStep("t-idle", IdleStep.NOTICED);
      assertThat(noticed.getStatus().use().average()).isBetween(1, 2);
      assertThat(noticed.getStatus().use().window()).isEqualTo("8s");
      assertThat(noticed.getStatus().use().idleSince()).isNotNull();
      assertThat(message(noticed, "Idle")).contains("Object until ", "PolicyException of GOV-008");

      assertThat(as("stranger", objection("t-idle-web", "needed", "t-idle")).stderr())
          .contains("cannot create resource \"policyexceptions\"");
      as("owner", objection("t-idle-web", "needed", "t-idle")).orThrow();
      Tenant objected = awaitStep("t-idle", IdleStep.OBJECTED);
      assertThat(message(objected, "Idle")).contains("PolicyException t-idle-web/needed objects");
      as("owner", "", "delete", "policyexception", "needed", "-n", "t-idle-web").orThrow();

      awaitStep("t-idle", IdleStep.GRACE);
      restartOperator();
      awaitStep("t-idle", IdleStep.SHRUNK);
      awaitQuota("t-idle", "1");
      await("the budget gets it back")
          .atMost(OperatorEstate.LIMIT)
          .until(() -> allocated("t-idle"), "1"::equals);

      whilePrometheusIsAway(
          "t-idle",
          () -> assertThat(get("t-idle").getStatus().idle().step()).isEqualTo(IdleStep.SHRUNK));

      awaitStep("t-idle", IdleStep.RECLAIMED);
      Tenant reclaimed =
          estate.awaitObject(
              Tenant.class, "t-idle", t -> t.getStatus().phase() == TenantPhase.SUSPENDED);
      assertThat(message(reclaimed, "Suspended")).contains("It lay idle and nobody objected");
      assertThat(replicas("t-idle-web")).isEqualTo("0");
      await("the autoscaler gives up")
          .atMost(OperatorEstate.LIMIT)
          .until(() -> autoscaler().contains("ScalingDisabled"));
      assertThat(replicas("t-idle-web")).isEqualTo("0");
      assertThat(estate.client().namespaces().withName("t-idle-web").get()).isNotNull();

      create("chief", "granary-administrators", objection("dept-granary", "keep", "t-idle"))
          .orThrow();
      awaitStep("t-idle", IdleStep.OBJECTED);
      awaitQuota("t-idle", "4");
      await("it runs again")
          .atMost(OperatorEstate.LIMIT)
          .until(() -> replicas("t-idle-web"), "2"::equals);

      as("warden", Objects.exceptionDecision("dept-granary", "keep-yes", "keep", "Approved"))
          .orThrow();
      Tenant exempt = estate.awaitObject(Tenant.class, "t-idle", t -> t.getStatus().idle() == null);
      assertThat(message(exempt, "Idle")).contains("PolicyException dept-granary/keep is approved");

      assertThat(condition(get("t-busy"), "Idle").getReason()).isEqualTo("InUse");
      assertThat(quota("t-busy")).isEqualTo("4");
      assertThat(stepsOf(steps, "t-busy")).isEmpty();
      // In production it is told, and nothing more.
      assertThat(stepsOf(steps, "t-serving")).containsExactly("t-serving Noticed");
    }
  }

  @Test
  @Provokes({"Tenant event IdleWithdrawn", "TenantRequest event TenantIdleWithdrawn"})
  void whatIsUsedAgainGetsAllBackByItselfElasticAndOnAFurtherCloudToo() throws IOException {
    try (FurtherCluster west = FurtherCluster.start()) {
      connect(west);
      tenant(
          "t-again",
          "Development",
          "[{name: web}, {name: data}]",
          "  cloud: west\n  elastic: true\n");
      assertThat(share(west, "t-again-web")).isEqualTo("2");
      parts.use().uses("t-again-web", 0.01, MEBI);
      parts.use().uses("t-again-data", 0.01, MEBI);
      awaitStep("t-again", IdleStep.SHRUNK);
      // Whoever is slow here is not to see the next step taken: nothing is while nobody measures.
      whilePrometheusIsAway(
          "t-again",
          () -> {
            awaitShares(west, "500m");
            parts.use().uses("t-again-web", 0.9, MEBI);
          });
      Tenant used = estate.awaitObject(Tenant.class, "t-again", t -> t.getStatus().idle() == null);
      assertThat(condition(used, "Idle").getReason()).isEqualTo("InUse");
      awaitShares(west, "2");
      assertThat(allocated("t-again")).isEqualTo("4");
      assertThat(estate.client().namespaces().withName("t-again-web").get()).isNull();

      estate.cluster().kubectl("delete", "tenant", "t-again", "--timeout=60s").orThrow();
      // Admission may not have seen it go.
      await()
          .atMost(OperatorEstate.LIMIT)
          .until(() -> estate.cluster().kubectl("delete", "cloud", "west").succeeded());
    }
  }

  private void connect(FurtherCluster west) throws IOException {
    FurtherCluster.permit(estate.cluster(), "operator.kubeconfigSecrets={west}");
    FurtherCluster.store(estate.client(), "west", west.kubeconfig());
    estate.apply(
        """
        apiVersion: yunzhi.dev/v1alpha1
        kind: Cloud
        metadata: {name: west}
        spec: {displayName: 西部云, kubeconfigSecret: west, protectionLevel: 2, region: cn-west}
        """);
    estate.awaitObject(
        Cloud.class,
        "west",
        c -> Objects.has(c, c.getStatus().conditions(), "Ready", "True", "Connected"));
  }

  /** Both namespaces of the tenant there have that much of the processor. */
  private static void awaitShares(FurtherCluster west, String cpu) {
    await("shares of " + cpu)
        .atMost(OperatorEstate.LIMIT)
        .untilAsserted(
            () -> {
              assertThat(share(west, "t-again-web")).isEqualTo(cpu);
              assertThat(share(west, "t-again-data")).isEqualTo(cpu);
            });
  }

  private static String share(FurtherCluster west, String namespace) {
    return cpu(west.client(), namespace);
  }

  private void tenant(String name, String environment) {
    tenant(name, environment, "[{name: web}]", "");
  }

  /**
   * @param more lines of the spec, indented by two
   */
  private void tenant(String name, String environment, String namespaces, String more) {
    estate.apply(
        Objects.tenant(name, "Retain", namespaces, QUOTA)
                .replace("department: root", "department: granary")
                .replace("environment: Production", "environment: " + environment)
                .replace("2027-10-31", "2027-02-20")
            + Objects.madeFrom(name)
            + more);
    estate.awaitReady(Tenant.class, name, t -> t.getStatus().conditions());
  }

  /**
   * Does something after the next step would have been due, and after all that was measured before
   * has grown too old to count.
   */
  private void whilePrometheusIsAway(String name, Runnable action) {
    parts.prometheus().stop();
    try {
      Tenant away =
          estate.awaitObject(
              Tenant.class, name, t -> "MonitoringAway".equals(reason(t, "Measured")));
      assertThat(message(away, "Measured")).contains("Its use cannot be measured");
      Instant due = Instant.parse(away.getStatus().idle().until());
      await("the step would be due")
          .atMost(OperatorEstate.LIMIT)
          .until(() -> Instant.now().isAfter(due.plus(IdleEstate.WINDOW)));
      action.run();
    } finally {
      parts.prometheus().start();
    }
  }

  private void restartOperator() {
    estate.killOperator();
    estate.startOperator();
    estate.awaitOperator();
  }

  private static String objection(String namespace, String name, String tenant) {
    return """
        apiVersion: yunzhi.dev/v1alpha1
        kind: PolicyException
        metadata: {name: %s, namespace: %s}
        spec:
          policies: [GOV-008]
          kinds: [Tenant]
          names: [%s]
          reason: 年底决算时使用
          expiresAt: "2027-01-31T00:00:00Z"
        """
        .formatted(name, namespace, tenant);
  }

  private CommandResult as(String user, String yaml) {
    return estate.as(user, yaml, "create", "-f", "-");
  }

  private CommandResult as(String user, String input, String... arguments) {
    return estate.as(user, input, arguments);
  }

  private CommandResult create(String user, String group, String yaml) {
    var cluster = estate.cluster();
    return cluster.kubectl(cluster.kubeconfigFor(user, group), yaml, "create", "-f", "-");
  }

  private Tenant awaitStep(String name, IdleStep step) {
    return estate.awaitObject(Tenant.class, name, at(step));
  }

  private static Predicate<Tenant> at(IdleStep step) {
    return t -> t.getStatus().idle() != null && t.getStatus().idle().step() == step;
  }

  private void awaitQuota(String tenant, String cpu) {
    await(tenant + " has a quota of " + cpu)
        .atMost(OperatorEstate.LIMIT)
        .until(() -> quota(tenant), cpu::equals);
  }

  private String quota(String tenant) {
    return cpu(estate.client(), tenant + "-web");
  }

  private static String cpu(KubernetesClient there, String namespace) {
    return there
        .resourceQuotas()
        .inNamespace(namespace)
        .withName("yunzhi")
        .get()
        .getSpec()
        .getHard()
        .get("requests.cpu")
        .toString();
  }

  private String allocated(String tenant) {
    return estate
        .get(Department.class, "granary")
        .getStatus()
        .allocations()
        .get("Tenant/" + tenant)
        .amounts()
        .get("requests.cpu")
        .toString();
  }

  private String autoscaler() {
    return estate
        .cluster()
        .kubectl("get", "hpa", "app", "-n", "t-idle-web", "-o", "jsonpath={.status.conditions}")
        .orThrow();
  }

  private String replicas(String namespace) {
    return String.valueOf(
        estate
            .client()
            .apps()
            .deployments()
            .inNamespace(namespace)
            .withName("app")
            .get()
            .getSpec()
            .getReplicas());
  }

  private Tenant get(String name) {
    return estate.get(Tenant.class, name);
  }

  private static List<String> stepsOf(Set<String> steps, String tenant) {
    return steps.stream().filter(s -> s.startsWith(tenant + " ")).toList();
  }

  private static Watcher<Tenant> noting(Set<String> steps) {
    return new Watcher<>() {
      @Override
      public void eventReceived(Action action, Tenant tenant) {
        TenantIdle idle = tenant.getStatus() == null ? null : tenant.getStatus().idle();
        if (idle != null) {
          steps.add(tenant.getMetadata().getName() + " " + WireName.of(idle.step()));
        }
      }

      @Override
      public void onClose(WatcherException cause) {}
    };
  }

  private static Condition condition(Tenant tenant, String type) {
    return tenant.getStatus().conditions().stream()
        .filter(c -> c.getType().equals(type))
        .findFirst()
        .orElseThrow();
  }

  private static String reason(Tenant tenant, String type) {
    return tenant.getStatus().conditions().stream()
        .filter(c -> c.getType().equals(type))
        .map(Condition::getReason)
        .findFirst()
        .orElse(null);
  }

  private static String message(Tenant tenant, String type) {
    return condition(tenant, type).getMessage();
  }
}
