package dev.yunzhi.e2e.cluster;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.net.URI;
import java.nio.file.Path;

/** A Kubernetes API server, as its administrator sees it, and the command-line tools for it. */
public interface Cluster extends AutoCloseable {

  /** The API server's address. */
  URI server();

  /** The administrator's kubeconfig. */
  Path kubeconfig();

  /** A client as the administrator. It is closed with the cluster. */
  KubernetesClient client();

  /** Runs kubectl as the administrator. */
  default CommandResult kubectl(String... arguments) {
    return kubectl(kubeconfig(), "", arguments);
  }

  /** Runs kubectl with a kubeconfig and with what it reads from standard input. */
  CommandResult kubectl(Path kubeconfig, String input, String... arguments);

  /** Runs helm as the administrator. */
  CommandResult helm(String... arguments);

  @Override
  void close();
}
