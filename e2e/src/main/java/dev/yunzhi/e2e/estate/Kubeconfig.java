package dev.yunzhi.e2e.estate;

import io.fabric8.kubernetes.api.model.AuthInfo;
import io.fabric8.kubernetes.api.model.ConfigBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;

/** Kubeconfigs for somebody else on the cluster that a client speaks to. */
final class Kubeconfig {

  private Kubeconfig() {}

  /**
   * Writes a kubeconfig, readable by its owner only.
   *
   * @param namespace that its commands are for unless they name one; null is {@code default}
   */
  static void write(
      Path file, KubernetesClient client, String user, AuthInfo credentials, String namespace)
      throws IOException {
    Config configuration = client.getConfiguration();
    SecretFile.write(
        file,
        Serialization.asYaml(
            new ConfigBuilder()
                .withKind("Config")
                .withApiVersion("v1")
                .addNewCluster()
                .withName("yunzhi")
                .withNewCluster()
                .withServer(configuration.getMasterUrl())
                .withCertificateAuthorityData(authority(configuration))
                .endCluster()
                .endCluster()
                .addNewUser()
                .withName(user)
                .withUser(credentials)
                .endUser()
                .addNewContext()
                .withName("yunzhi")
                .withNewContext()
                .withCluster("yunzhi")
                .withUser(user)
                .withNamespace(namespace)
                .endContext()
                .endContext()
                .withCurrentContext("yunzhi")
                .build()));
  }

  /** The authority of the API server as base64, wherever the client's own kubeconfig keeps it. */
  private static String authority(Config configuration) throws IOException {
    return configuration.getCaCertData() != null
        ? configuration.getCaCertData()
        : Base64.getEncoder()
            .encodeToString(Files.readAllBytes(Path.of(configuration.getCaCertFile())));
  }
}
