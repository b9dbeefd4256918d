package dev.yunzhi.e2e.estate;

import io.fabric8.kubernetes.api.model.ConfigBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;

/**
 * Lets a program outside the cluster act as its ServiceAccount of the chart, with that account's
 * rights and no others: what the kubelet does for a Pod.
 */
public final class ServiceAccountKubeconfig {

  private static final Duration LIFE = Duration.ofDays(30);

  private ServiceAccountKubeconfig() {}

  /**
   * Writes {@code <account>.kubeconfig} and {@code <account>.token} into the folder, readable by
   * their owner only.
   *
   * @return the kubeconfig
   */
  public static Path write(
      KubernetesClient administrator, String namespace, String account, Path folder)
      throws IOException {
    String token =
        administrator
            .serviceAccounts()
            .inNamespace(namespace)
            .withName(account)
            .tokenRequest(
                new TokenRequestBuilder()
                    .withNewSpec()
                    .withExpirationSeconds(LIFE.toSeconds())
                    .endSpec()
                    .build())
            .getStatus()
            .getToken();
    SecretFile.write(folder.resolve(account + ".token"), token);
    Path kubeconfig = folder.resolve(account + ".kubeconfig");
    Config configuration = administrator.getConfiguration();
    SecretFile.write(
        kubeconfig,
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
                .withName(account)
                .withNewUser()
                .withToken(token)
                .endUser()
                .endUser()
                .addNewContext()
                .withName("yunzhi")
                .withNewContext()
                .withCluster("yunzhi")
                .withUser(account)
                .withNamespace(namespace)
                .endContext()
                .endContext()
                .withCurrentContext("yunzhi")
                .build()));
    return kubeconfig;
  }

  /** The authority of an API server as base64, wherever the kubeconfig keeps it. */
  static String authority(Config configuration) throws IOException {
    return configuration.getCaCertData() != null
        ? configuration.getCaCertData()
        : Base64.getEncoder()
            .encodeToString(Files.readAllBytes(Path.of(configuration.getCaCertFile())));
  }
}
