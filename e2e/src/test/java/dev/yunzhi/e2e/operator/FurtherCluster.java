package dev.yunzhi.e2e.operator;

import dev.yunzhi.api.v1alpha1.Yunzhi;
import dev.yunzhi.e2e.cluster.LocalCluster;
import dev.yunzhi.e2e.cluster.Programs;
import dev.yunzhi.e2e.estate.ServiceAccountKubeconfig;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A second cluster of its own, with the part of the chart that a further cloud needs. No program of
 * ours runs there. Not thread-safe.
 */
final class FurtherCluster implements AutoCloseable {

  private final LocalCluster cluster;
  private final Path kubeconfig;

  private FurtherCluster(LocalCluster cluster, Path kubeconfig) {
    this.cluster = cluster;
    this.kubeconfig = kubeconfig;
  }

  static FurtherCluster start() throws IOException {
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
    Path kubeconfig =
        ServiceAccountKubeconfig.write(
            cluster.client(),
            Yunzhi.SYSTEM_NAMESPACE,
            "tenant-operator",
            directory.resolve("tenant-operator"));
    return new FurtherCluster(cluster, kubeconfig.toAbsolutePath());
  }

  LocalCluster cluster() {
    return cluster;
  }

  KubernetesClient client() {
    return cluster.client();
  }

  /** The operator's way there, as the home cluster is given it. */
  String kubeconfig() throws IOException {
    return Files.readString(kubeconfig);
  }

  /** Its API server stops where it stands: connections stay open, and nothing is answered. */
  void freeze() throws IOException, InterruptedException {
    signal("-STOP");
  }

  void thaw() throws IOException, InterruptedException {
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
