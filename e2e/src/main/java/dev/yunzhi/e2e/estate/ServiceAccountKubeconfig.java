package dev.yunzhi.e2e.estate;

import io.fabric8.kubernetes.api.model.AuthInfoBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

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
    Kubeconfig.write(
        kubeconfig,
        administrator,
        account,
        new AuthInfoBuilder().withToken(token).build(),
        namespace);
    return kubeconfig;
  }
}
