package dev.yunzhi.e2e.estate;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.yunzhi.api.v1alpha1.Yunzhi;
import dev.yunzhi.e2e.cluster.Lifetime;
import dev.yunzhi.e2e.cluster.LocalCluster;
import dev.yunzhi.e2e.cluster.Programs;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
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
  private List<String> jvm;
  private Program operator;

  private OperatorAlone(LocalCluster cluster, Path directory, URI url, Path kubeconfig)
      throws IOException {
    this.jvm = shippedJavaOptions();
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
    operator = program(directory, url, "local", options);
    operator.startAndAwait(limit);
  }

  /**
   * As {@link #restart}, with a JVM that notes the classes which it loads for {@link
   * #useClassArchive}.
   */
  public void restartNotingClasses(Duration limit, String... options) throws IOException {
    jvm = new ArrayList<>(shippedJavaOptions());
    jvm.add("-XX:ArchiveClassesAtExit=" + classArchive());
    restart(limit, options);
  }

  /**
   * Stops an operator that noted its classes; from now on it starts with an archive of them, as
   * docs/operations.md advises.
   */
  public void useClassArchive() throws IOException {
    // The archive is written after all else has ended, and takes longer than a stop may.
    operator.handle().destroy();
    operator.handle().onExit().join();
    if (!Files.exists(classArchive())) {
      throw new IllegalStateException("no archive of classes; see " + operator.log());
    }
    jvm = new ArrayList<>(shippedJavaOptions());
    jvm.add("-XX:SharedArchiveFile=" + classArchive());
  }

  private Path classArchive() {
    return directory.resolve("classes.jsa");
  }

  /**
   * Starts another replica of the operator and waits until it is ready. Admission goes on asking
   * the first alone.
   *
   * @param identity another than those of all others
   * @param options further command line
   * @return for the caller to close
   */
  public Program replica(String identity, Duration limit, String... options) throws IOException {
    Path its = directory.resolveSibling("tenant-operator-" + identity);
    Program replica = program(its, Listeners.of(its).operatorUrl(), identity, options);
    replica.startAndAwait(limit);
    return replica;
  }

  private Program program(Path its, URI listens, String identity, String... options)
      throws IOException {
    List<String> line =
        new ArrayList<>(
            List.of(
                "--server.address=" + listens.getHost(),
                "--yunzhi.leader-election.identity=" + identity,
                "--yunzhi.spool-directory=" + its.resolve("spool")));
    line.addAll(List.of(options));
    return new Program(
        "tenant-operator",
        its,
        jvm,
        Program.jar("tenant-operator"),
        listens,
        line,
        Map.of("KUBECONFIG", kubeconfig.toString()),
        Lifetime.OF_THIS_JVM);
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
