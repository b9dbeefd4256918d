package dev.yunzhi.controlplane.inventory;

import dev.yunzhi.api.cloud.CloudAccess;
import dev.yunzhi.api.cloud.KubeconfigRefused;
import dev.yunzhi.api.v1alpha1.Cloud;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * The Secret with which the inventory looks into a Cloud, in the program's own namespace.
 * Thread-safe.
 *
 * @param home client of the home cluster
 */
record InventorySecret(KubernetesClient home) {
  private static final String KEY = "kubeconfig";

  /**
   * What it says now.
   *
   * @throws CloudLost when there is none, or it is not what it has to be
   * @throws KubernetesClientException when the home cluster does not answer
   */
  CloudAccess read(Cloud cloud) throws CloudLost {
    String name = cloud.getSpec().inventorySecret();
    if (name == null) {
      throw new CloudLost(CloudLost.NO_SECRET, "the Cloud has no spec.inventorySecret");
    }
    Secret secret = secret(name);
    String data = secret == null || secret.getData() == null ? null : secret.getData().get(KEY);
    if (data == null) {
      throw new CloudLost(
          CloudLost.SECRET_NOT_FOUND,
          "there is no Secret %s with the key %s in namespace %s"
              .formatted(name, KEY, home.getNamespace()));
    }
    try {
      return CloudAccess.of(new String(Base64.getDecoder().decode(data), StandardCharsets.UTF_8));
    } catch (KubeconfigRefused refused) {
      throw new CloudLost(CloudLost.KUBECONFIG_INVALID, refused.getMessage());
    }
  }

  private Secret secret(String name) throws CloudLost {
    try {
      return home.secrets().inNamespace(home.getNamespace()).withName(name).get();
    } catch (KubernetesClientException e) {
      if (e.getCode() != HttpURLConnection.HTTP_FORBIDDEN) {
        throw e;
      }
      throw new CloudLost(
          CloudLost.SECRET_FORBIDDEN,
          "the control-plane may not read Secret %s; the chart's value controlPlane.kubeconfigSecrets has to name it"
              .formatted(name));
    }
  }
}
