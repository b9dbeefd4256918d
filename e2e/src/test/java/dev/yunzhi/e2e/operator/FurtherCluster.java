package dev.yunzhi.e2e.operator;

import dev.yunzhi.api.v1alpha1.Yunzhi;
import dev.yunzhi.e2e.cluster.Cluster;
import dev.yunzhi.e2e.cluster.LocalCluster;
import dev.yunzhi.e2e.cluster.Programs;
import dev.yunzhi.e2e.estate.ServiceAccountKubeconfig;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A second cluster of its own, with the part of the chart that a further cloud needs. No program of
 * ours runs there. Not thread-safe.
 */
public final class FurtherCluster implements AutoCloseable {

  private final LocalCluster cluster;
  private final Path operators;
  private final Path inventorys;

  private FurtherCluster(LocalCluster cluster, Path operators, Path inventorys) {
    this.cluster = cluster;
    this.operators = operators;
    this.inventorys = inventorys;
  }

  /** Returns once it answers. */
  public static FurtherCluster start() throws IOException {
    Path directory = Files.createTempDirectory(Path.of("target"), "further-cluster");
    LocalCluster cluster = LocalCluster.start(directory.resolve("cluster"));
    cluster
        .helm(
            "install",
            "yunzhi",
            Programs.root().resolve("helm/yunzhi").toString(),
            "--namespace=" + Yunzhi.SYSTEM_NAMESPACE,
            "--create-namespace",
            "--skip-crds",
            "--set=cloud.home=false")
        .orThrow();
    return new FurtherCluster(
        cluster,
        account(cluster, "tenant-operator", directory),
        account(cluster, "control-plane", directory));
  }

  /**
   * Lets the programs at home read secrets, as a platform team does it.
   *
   * @param settings of the chart, such as {@code operator.kubeconfigSecrets={west}}
   */
  public static void permit(Cluster home, String... settings) {
    List<String> upgrade =
        new ArrayList<>(
            List.of(
                "upgrade",
                "yunzhi",
                Programs.root().resolve("helm/yunzhi").toString(),
                "--namespace=" + Yunzhi.SYSTEM_NAMESPACE,
                "--reuse-values"));
    for (String setting : settings) {
      upgrade.add("--set=" + setting);
    }
    home.helm(upgrade.toArray(String[]::new)).orThrow();
  }

  /** Gives the home cluster a way to another one. */
  public static void store(KubernetesClient home, String secret, String kubeconfig) {
    home.resource(
            new SecretBuilder()
                .withNewMetadata()
                .withName(secret)
                .withNamespace(Yunzhi.SYSTEM_NAMESPACE)
                .endMetadata()
                .addToStringData("kubeconfig", kubeconfig)
                .build())
        .serverSideApply();
  }

  private static Path account(LocalCluster cluster, String name, Path directory)
      throws IOException {
    return ServiceAccountKubeconfig.write(
            cluster.client(), Yunzhi.SYSTEM_NAMESPACE, name, directory.resolve(name))
        .toAbsolutePath();
  }

  public LocalCluster cluster() {
    return cluster;
  }

  /** As the administrator there. */
  public KubernetesClient client() {
    return cluster.client();
  }

  /** The operator's way there, as the home cluster is given it. */
  public String kubeconfig() throws IOException {
    return Files.readString(operators);
  }

  /** The way there of the control-plane's inventory. */
  public String inventoryKubeconfig() throws IOException {
    return Files.readString(inventorys);
  }

  /** Its API server stops where it stands: connections stay open, and nothing is answered. */
  public void freeze() throws IOException, InterruptedException {
    signal("-STOP");
  }

  /** It goes on. */
  public void thaw() throws IOException, InterruptedException {
    signal("-CONT");
  }

  private void signal(String signal) throws IOException, InterruptedException {
    long server = cluster.component("kube-apiserver").pid();
    int exit = new ProcessBuilder("kill", signal, Long.toString(server)).start().waitFor();
    if (exit != 0) {
      throw new IllegalStateException("kill " + signal + " ended with " + exit);
    }
  }

  @Override
  public void close() {
    cluster.close();
  }
}
