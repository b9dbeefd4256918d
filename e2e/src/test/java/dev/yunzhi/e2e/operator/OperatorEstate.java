package dev.yunzhi.e2e.operator;

import static org.awaitility.Awaitility.await;

import dev.yunzhi.api.v1alpha1.Department;
import dev.yunzhi.api.v1alpha1.Yunzhi;
import dev.yunzhi.api.v1alpha1.YunzhiResource;
import dev.yunzhi.e2e.cluster.CommandResult;
import dev.yunzhi.e2e.cluster.LocalCluster;
import dev.yunzhi.e2e.cluster.LocalProcess;
import dev.yunzhi.e2e.cluster.Programs;
import dev.yunzhi.e2e.estate.ServiceAccountKubeconfig;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * A cluster with the chart on it and the operator beside it, with the rights of its ServiceAccount
 * and no others; nothing else of Yunzhi runs. Not thread-safe.
 */
public final class OperatorEstate implements AutoCloseable {

  public static final Duration LIMIT = Duration.ofSeconds(60);

  private final Path directory;
  private final LocalCluster cluster;
  private final int port;
  private final Path kubeconfig;
  private LocalProcess operator;

  private OperatorEstate(Path directory) throws IOException {
    this.directory = directory;
    this.cluster = LocalCluster.start(directory.resolve("cluster"));
    this.port = freePort();
    installChart();
    this.kubeconfig =
        ServiceAccountKubeconfig.write(
            cluster.client(),
            Yunzhi.SYSTEM_NAMESPACE,
            "tenant-operator",
            directory.resolve("tenant-operator"));
  }

  /** Starts everything; the department {@code root} is Ready then. */
  public static OperatorEstate start(Path directory) throws IOException {
    var estate = new OperatorEstate(directory);
    estate.startOperator();
    await()
        .atMost(LIMIT)
        .until(
            () ->
                estate
                    .tryApply(Objects.department("root", "Province", "900000", null))
                    .succeeded());
    estate.awaitReady(Department.class, "root", d -> d.getStatus().conditions());
    return estate;
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private void installChart() {
    cluster
        .helm(
            "install",
            "yunzhi",
            Programs.root().resolve("helm/yunzhi").toString(),
            "--namespace=" + Yunzhi.SYSTEM_NAMESPACE,
            "--create-namespace",
            "--values=" + Programs.root().resolve("examples/local-values.yaml"),
            "--set=local.webhookUrl=https://127.0.0.1:" + port)
        .orThrow();
  }

  public void startOperator() {
    Path jar =
        Programs.root().resolve("tenant-operator/target/yunzhi-tenant-operator-0.1.0-exec.jar");
    operator =
        LocalProcess.start(
            directory,
            "operator",
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx384m",
                "-jar",
                jar.toString(),
                "--server.address=127.0.0.1",
                "--server.port=" + port,
                "--yunzhi.resync=2s",
                "--yunzhi.term.grace=3s",
                "--yunzhi.leader-election.lease=3s"),
            Map.of("KUBECONFIG", kubeconfig.toString()));
  }

  /** As {@code kill -9} does. */
  public void killOperator() {
    operator.kill();
  }

  public LocalCluster cluster() {
    return cluster;
  }

  public KubernetesClient client() {
    return cluster.client();
  }

  public URI url() {
    return URI.create("https://127.0.0.1:" + port);
  }

  /** Applies YAML as the cluster's administrator. */
  public void apply(String yaml) {
    tryApply(yaml).orThrow();
  }

  public CommandResult tryApply(String yaml) {
    return cluster.kubectl(cluster.kubeconfig(), yaml, "apply", "-f", "-");
  }

  /** Runs kubectl as somebody with no rights but those that bindings give. */
  CommandResult as(String user, String input, String... arguments) {
    return cluster.kubectl(cluster.kubeconfigFor(user), input, arguments);
  }

  /** Creates YAML as a user with all rights who did not write the requests. */
  public CommandResult createAs(String user, String yaml) {
    return cluster.kubectl(
        cluster.kubeconfigFor(user, "system:masters"), yaml, "create", "-f", "-");
  }

  public <R extends YunzhiResource<?, ?>> R get(Class<R> kind, String name) {
    return client().resources(kind).withName(name).get();
  }

  /** Waits until a cluster-scoped object is as it should be. */
  public <R extends YunzhiResource<?, ?>> R awaitObject(
      Class<R> kind, String name, Predicate<R> right) {
    return await(kind.getSimpleName() + " " + name)
        .atMost(LIMIT)
        .pollInterval(Duration.ofMillis(100))
        .until(() -> get(kind, name), r -> r != null && r.getStatus() != null && right.test(r));
  }

  public <R extends YunzhiResource<?, ?>> void awaitReady(
      Class<R> kind, String name, Function<R, List<Condition>> conditions) {
    awaitObject(kind, name, r -> Objects.has(r, conditions.apply(r), "Ready", "True", "Ready"));
  }

  public <R extends YunzhiResource<?, ?>> Condition awaitNotReady(
      Class<R> kind, String name, String reason, Function<R, List<Condition>> conditions) {
    R object =
        awaitObject(kind, name, r -> Objects.has(r, conditions.apply(r), "Ready", "False", reason));
    return conditions.apply(object).stream()
        .filter(c -> c.getType().equals("Ready"))
        .findFirst()
        .orElseThrow();
  }

  @Override
  public void close() {
    var parts = new ArrayList<AutoCloseable>(List.of(operator, cluster));
    for (AutoCloseable part : parts) {
      try {
        part.close();
      } catch (Exception e) {
        throw new IllegalStateException("while ending " + part, e);
      }
    }
  }
}
