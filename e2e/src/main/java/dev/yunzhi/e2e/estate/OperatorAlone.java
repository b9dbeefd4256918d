package dev.yunzhi.e2e.estate;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.yunzhi.api.v1alpha1.Yunzhi;
import dev.yunzhi.e2e.cluster.Lifetime;
import dev.yunzhi.e2e.cluster.LocalCluster;
import dev.yunzhi.e2e.cluster.Programs;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A cluster with the chart on it and the operator beside it, with the rights of its ServiceAccount
 * and no others, and the JVM as the chart ships it; nothing else of Yunzhi runs. Not thread-safe.
 */
public final class OperatorAlone implements AutoCloseable {

  private static final Duration START_LIMIT = Duration.ofMinutes(2);

  private final LocalCluster cluster;
  private final Path directory;
  private final URI url;
  private final Path kubeconfig;
  private Program operator;

  private OperatorAlone(LocalCluster cluster, Path directory, URI url, Path kubeconfig) {
    this.cluster = cluster;
    this.directory = directory;
    this.url = url;
    this.kubeconfig = kubeconfig;
  }

  /**
   * Starts both and waits until the operator is ready.
   *
   * @param directory of all data, keys and logs
   * @param options further command line of the operator
   */
  public static OperatorAlone start(Path directory, String... options) throws IOException {
    URI url = Listeners.of(directory).operatorUrl();
    LocalCluster cluster = LocalCluster.start(directory.resolve("cluster"));
    InstalledChart.on(cluster, url.toString());
    Path own = directory.resolve("tenant-operator");
    Path kubeconfig =
        ServiceAccountKubeconfig.write(
            cluster.client(), Yunzhi.SYSTEM_NAMESPACE, "tenant-operator", own);
    var alone = new OperatorAlone(cluster, own, url, kubeconfig);
    alone.restart(START_LIMIT, options);
    return alone;
  }

  /**
   * Ends the operator as {@code kill -9} does, starts it anew and waits until it is ready.
   *
   * @param options further command line, instead of what it had
   */
  public void restart(Duration limit, String... options) throws IOException {
    if (operator != null) {
      operator.kill();
      operator.close();
    }
    List<String> line =
        new ArrayList<>(
            List.of(
                "--server.address=" + url.getHost(),
                "--yunzhi.leader-election.identity=local",
                "--yunzhi.spool-directory=" + directory.resolve("spool")));
    line.addAll(List.of(options));
    operator =
        new Program(
            "tenant-operator",
            directory,
            shippedJavaOptions(),
            Program.jar("tenant-operator"),
            url,
            line,
            Map.of("KUBECONFIG", kubeconfig.toString()),
            Lifetime.OF_THIS_JVM);
    operator.startAndAwait(limit);
  }

  /** Those that the chart gives it. */
  public static List<String> shippedJavaOptions() throws IOException {
    Path values = Programs.root().resolve("helm/yunzhi/values.yaml");
    return List.of(
        new YAMLMapper()
            .readTree(values.toFile())
            .at("/operator/javaOptions")
            .asText()
            .split(" ", -1));
  }

  public LocalCluster cluster() {
    return cluster;
  }

  /** A client as the cluster's administrator. Closed with the cluster. */
  public KubernetesClient client() {
    return cluster.client();
  }

  public Program operator() {
    return operator;
  }

  @Override
  public void close() {
    operator.close();
    cluster.close();
  }
}
