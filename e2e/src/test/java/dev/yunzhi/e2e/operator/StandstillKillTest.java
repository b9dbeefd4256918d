package dev.yunzhi.e2e.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.yunzhi.api.v1alpha1.Tenant;
import dev.yunzhi.api.v1alpha1.TenantPhase;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** {@code kill -9} of the operator while it scales a hundred workloads down, and up again. */
@OnOperatorEstate
class StandstillKillTest {

  private static final String TENANT = "t-killed-still";
  private static final String NAMESPACE = "t-killed-still-web";
  private static final int WORKLOADS = 100;
  private static final Duration RESTART_LIMIT = Duration.ofMinutes(3);

  private final OperatorEstate estate;

  StandstillKillTest(OperatorEstate estate) {
    this.estate = estate;
  }

  @Test
  void everyReplicaCountComesBackThoughTheOperatorIsKilledOnTheWayDownAndUp()
      throws InterruptedException {
    estate.apply(Objects.tenant(TENANT, "Retain", "[{name: web}]", "{pods: '4'}"));
    awaitPhase(TenantPhase.ACTIVE);
    await().atMost(OperatorEstate.LIMIT).until(() -> estate.tryApply(deployments()).succeeded());
    Map<String, Integer> before = replicas();
    assertThat(before).hasSize(WORKLOADS);

    patch("{\"spec\": {\"suspend\": {\"reason\": \"测试\"}}}", d -> d.getSpec().getReplicas() == 0);
    awaitPhase(TenantPhase.SUSPENDED);
    assertThat(replicas().values()).containsOnly(0);

    patch("{\"spec\": {\"suspend\": null}}", d -> d.getSpec().getReplicas() > 0);
    awaitPhase(TenantPhase.ACTIVE);
    assertThat(replicas()).isEqualTo(before);
    assertThat(
            estate
                .client()
                .resourceQuotas()
                .inNamespace(NAMESPACE)
                .withName("yunzhi-standstill")
                .get())
        .isNull();
  }

  /** Patches the tenant, and kills and restarts the operator when the first workload follows. */
  private void patch(String patch, Predicate<Deployment> begun) throws InterruptedException {
    var first = new CountDownLatch(1);
    try (Watch watch = watch(begun, first)) {
      estate.cluster().kubectl("patch", "tenant", TENANT, "--type=merge", "-p", patch).orThrow();
      first.await();
      estate.killOperator();
    }
    estate.startOperator();
  }

  private Watch watch(Predicate<Deployment> begun, CountDownLatch first) {
    return estate
        .client()
        .apps()
        .deployments()
        .inNamespace(NAMESPACE)
        .watch(
            new Watcher<>() {
              @Override
              public void eventReceived(Action action, Deployment deployment) {
                if (action == Action.MODIFIED && begun.test(deployment)) {
                  first.countDown();
                }
              }

              @Override
              public void onClose(WatcherException cause) {
                first.countDown();
              }
            });
  }

  private void awaitPhase(TenantPhase phase) {
    await(TENANT + " " + phase)
        .atMost(RESTART_LIMIT)
        .until(
            () -> estate.get(Tenant.class, TENANT),
            t ->
                t.getStatus() != null
                    && t.getStatus().phase() == phase
                    && t.getMetadata().getGeneration().equals(t.getStatus().observedGeneration()));
  }

  private Map<String, Integer> replicas() {
    var replicas = new TreeMap<String, Integer>();
    estate
        .client()
        .apps()
        .deployments()
        .inNamespace(NAMESPACE)
        .list()
        .getItems()
        .forEach(d -> replicas.put(d.getMetadata().getName(), d.getSpec().getReplicas()));
    return replicas;
  }

  /** Paused: nothing comes of them, and what counts is how many replicas there are to be. */
  private static String deployments() {
    return IntStream.range(0, WORKLOADS)
        .mapToObj(
            i ->
                """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: w%03d, namespace: %s}
                spec:
                  replicas: %d
                  paused: true
                  selector: {matchLabels: {app: w%03d}}
                  template:
                    metadata: {labels: {app: w%03d}}
                    spec:
                      serviceAccountName: robot
                      automountServiceAccountToken: false
                      securityContext: {runAsNonRoot: true, seccompProfile: {type: RuntimeDefault}}
                      containers:
                        - name: main
                          image: registry.gov.example/test/main@sha256:4f53cda18c2baa0c0354bb5f9a3ecbe5ed12ab4d8e11ba873c2f11161202b945
                          securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}}
                          resources: {requests: {cpu: 10m, memory: 16Mi}, limits: {cpu: 10m, memory: 16Mi}}
                ---
                """
                    .formatted(i, NAMESPACE, i % 7 + 1, i, i))
        .collect(Collectors.joining());
  }
}
