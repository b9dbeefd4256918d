package dev.yunzhi.e2e.cluster;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.net.URI;
import java.nio.file.Path;

/**
 * A cluster that somebody else runs, by a kubeconfig with an administrator's rights. Closing it
 * leaves it alone.
 */
public final class GivenCluster implements Cluster {
  private final Path kubeconfig;
  private final ClusterTools tools;
  private final KubernetesClient client;

  /**
   * @param kubeconfig its current context is taken
   * @param scratch folder for the tools' caches
   */
  public GivenCluster(Path kubeconfig, Path scratch) {
    this.kubeconfig = kubeconfig.toAbsolutePath();
    this.tools = new ClusterTools(scratch);
    this.client =
        new KubernetesClientBuilder()
            .withConfig(Config.fromKubeconfig(this.kubeconfig.toFile()))
            .build();
  }

  @Override
  public URI server() {
    return URI.create(client.getConfiguration().getMasterUrl());
  }

  @Override
  public Path kubeconfig() {
    return kubeconfig;
  }

  @Override
  public KubernetesClient client() {
    return client;
  }

  @Override
  public CommandResult kubectl(Path as, String input, String... arguments) {
    return tools.kubectl(as, input, arguments);
  }

  @Override
  public CommandResult helm(String... arguments) {
    return tools.helm(kubeconfig, arguments);
  }

  @Override
  public void close() {
    client.close();
  }
}
