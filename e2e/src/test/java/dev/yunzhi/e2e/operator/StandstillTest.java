package dev.yunzhi.e2e.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.yunzhi.api.v1alpha1.Tenant;
import dev.yunzhi.api.v1alpha1.TenantPhase;
import dev.yunzhi.e2e.cluster.CommandResult;
import dev.yunzhi.e2e.cluster.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Workloads come to a standstill and back, and the tenant can only be read meanwhile. */
@OnOperatorEstate
class StandstillTest {

  private static final String TENANT = "t-still";
  private static final String NAMESPACE = "t-still-web";
  private static final String IN_NAMESPACE = "--namespace=" + NAMESPACE;
  private static final String ROBOT = "system:serviceaccount:t-still-web:robot";
  private static final String READ_ONLY = "can only be read (Ordered)";

  private static final List<String> RUNNING =
      List.of(
          "CronJob/nightly=runs",
          "Deployment/spare=0",
          "Deployment/web=3",
          "Job/once=runs",
          "ReplicaSet/old=1",
          "StatefulSet/db=2");
  private static final List<String> STILL =
      List.of(
          "CronJob/nightly=suspended",
          "Deployment/spare=0",
          "Deployment/web=0",
          "Job/once=suspended",
          "ReplicaSet/old=0",
          "StatefulSet/db=0");

  private final OperatorEstate estate;

  StandstillTest(OperatorEstate estate) {
    this.estate = estate;
  }

  @BeforeEach
  void aTenantWithOneWorkloadOfEachKind() throws IOException {
    estate.apply(Objects.tenant(TENANT, "Retain", "[{name: web}]", "{pods: '40'}"));
    awaitPhase(TenantPhase.ACTIVE);
    String yaml =
        Files.readString(Programs.root().resolve("e2e/src/test/resources/operator/workloads.yaml"));
    await().atMost(OperatorEstate.LIMIT).until(() -> owner(yaml, "apply", "-f", "-").succeeded());
    assertThat(workloads()).isEqualTo(RUNNING);
  }

  @Test
  void everyReplicaCountComesBackAndNobodyWritesMeanwhile() throws InterruptedException {
    suspend();
    assertThat(workloads()).isEqualTo(STILL);
    assertThat(hard("yunzhi-standstill")).isEqualTo("0");

    assertThat(owner("", "get", "deployments,resourcequotas,configmaps").succeeded()).isTrue();
    assertRefused(owner("", "scale", "deployment", "web", "--replicas=1"));
    assertRefused(owner("", "create", "configmap", "new"));
    assertRefused(owner("", "delete", "deployment", "spare"));
    assertRefused(owner("", "delete", "deployments", "--all"));
    assertRefused(owner("", "label", "serviceaccount", "robot", "a=b"));
    assertRefused(robot("create", "configmap", "new"));
    assertRefused(
        owner(
            "",
            "create",
            "rolebinding",
            "more",
            "--clusterrole=yunzhi-tenant-editor",
            "--user=friend"));

    List<String> settled = versions();
    Thread.sleep(7_000);
    assertThat(versions()).as("three resyncs later").isEqualTo(settled);

    resume();
    assertThat(workloads()).isEqualTo(RUNNING);
    assertThat(owner("", "get", "resourcequota", "yunzhi-standstill").succeeded()).isFalse();
    assertThat(owner("", "create", "configmap", "new").succeeded()).isTrue();
    assertThat(robot("delete", "configmap", "new").succeeded()).isTrue();
    assertThat(events()).contains("Suspended", "Resumed");
    await()
        .atMost(OperatorEstate.LIMIT)
        .until(() -> estate.client().pods().inNamespace(NAMESPACE).list().getItems().size() >= 5);
  }

  @Test
  void aWorkloadThatIsGoneMeanwhileIsPassedOver() {
    suspend();
    estate
        .cluster()
        .kubectl("delete", "statefulset", "db", "-n", NAMESPACE, "--timeout=60s")
        .orThrow();

    resume();
    assertThat(workloads()).isEqualTo(without(RUNNING, "StatefulSet/db=2"));
  }

  @Test
  void theAutoscalerDoesNotFight() {
    suspend();
    await("the autoscaler gives up")
        .atMost(OperatorEstate.LIMIT)
        .until(() -> hpa().contains("ScalingDisabled"));

    assertThat(workloads()).isEqualTo(STILL);
    resume();
  }

  private void suspend() {
    patch("{\"spec\": {\"suspend\": {\"reason\": \"安全事件处置\"}}}");
    Tenant suspended = awaitPhase(TenantPhase.SUSPENDED);
    assertThat(suspended.getStatus().conditions())
        .anySatisfy(
            c -> {
              assertThat(c.getType()).isEqualTo("Suspended");
              assertThat(c.getStatus()).isEqualTo("True");
              assertThat(c.getReason()).isEqualTo("Ordered");
              assertThat(c.getMessage()).contains("安全事件处置", "5 workloads are scaled down");
            });
    await()
        .atMost(OperatorEstate.LIMIT)
        .until(() -> !owner("", "create", "configmap", "probe", "--dry-run=server").succeeded());
  }

  private void resume() {
    patch("{\"spec\": {\"suspend\": null}}");
    awaitPhase(TenantPhase.ACTIVE);
    await()
        .atMost(OperatorEstate.LIMIT)
        .until(() -> owner("", "create", "configmap", "probe", "--dry-run=server").succeeded());
  }

  private void patch(String patch) {
    estate.cluster().kubectl("patch", "tenant", TENANT, "--type=merge", "-p", patch).orThrow();
  }

  private Tenant awaitPhase(TenantPhase phase) {
    return estate.awaitObject(
        Tenant.class,
        TENANT,
        t ->
            t.getStatus().phase() == phase
                && t.getMetadata().getGeneration().equals(t.getStatus().observedGeneration()));
  }

  /** Every workload that nobody else scales, with what it is to have. */
  private List<String> workloads() {
    String template =
        """
        {{range .items}}{{if not .metadata.ownerReferences -}}
        {{.kind}}/{{.metadata.name}}=
        {{- if or (eq .kind "Job") (eq .kind "CronJob")}}{{if .spec.suspend}}suspended{{else}}runs{{end}}
        {{- else}}{{.spec.replicas}}{{end}}
        {{end}}{{end}}""";
    String kinds = "deployments,statefulsets,replicasets,jobs,cronjobs";
    return estate
        .cluster()
        .kubectl("get", kinds, "-n", NAMESPACE, "-o", "go-template=" + template)
        .orThrow()
        .lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .sorted()
        .toList();
  }

  private List<String> versions() {
    String path =
        "{range .items[*]}{.kind}/{.metadata.name} {.metadata.resourceVersion}{\"\\n\"}{end}";
    String kinds =
        "resourcequotas,limitranges,networkpolicies,rolebindings,deployments,statefulsets,replicasets,jobs,cronjobs";
    String objects =
        estate.cluster().kubectl("get", kinds, "-n", NAMESPACE, "-o", "jsonpath=" + path).orThrow();
    return Stream.concat(
            objects.lines(), Stream.of(version("tenant", TENANT), version("namespace", NAMESPACE)))
        .toList();
  }

  private String version(String kind, String name) {
    return estate
        .cluster()
        .kubectl("get", kind, name, "-o", "jsonpath={.metadata.resourceVersion}")
        .orThrow();
  }

  private String hard(String quota) {
    return estate
        .cluster()
        .kubectl("get", "quota", quota, "-n", NAMESPACE, "-o", "jsonpath={.status.hard.pods}")
        .orThrow();
  }

  private String hpa() {
    return estate.cluster().kubectl("get", "hpa", "web", "-n", NAMESPACE, "-o", "yaml").orThrow();
  }

  private String events() {
    return estate.cluster().kubectl("describe", "tenant", TENANT).orThrow();
  }

  private CommandResult owner(String input, String... arguments) {
    return estate.as("owner", input, and(arguments, IN_NAMESPACE));
  }

  private CommandResult robot(String... arguments) {
    return estate.cluster().kubectl(and(arguments, "--as=" + ROBOT, IN_NAMESPACE));
  }

  private static String[] and(String[] arguments, String... more) {
    return Stream.concat(Stream.of(arguments), Stream.of(more)).toArray(String[]::new);
  }

  private static void assertRefused(CommandResult result) {
    assertThat(result.exitCode()).as(result.toString()).isNotZero();
    assertThat(result.stderr()).contains(READ_ONLY).contains("目前只读");
  }

  private static List<String> without(List<String> all, String one) {
    return all.stream().filter(w -> !w.equals(one)).toList();
  }
}
