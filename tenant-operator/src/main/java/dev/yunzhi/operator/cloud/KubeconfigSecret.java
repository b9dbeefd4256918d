package dev.yunzhi.operator.cloud;

import dev.yunzhi.api.cloud.CloudAccess;
import dev.yunzhi.api.cloud.KubeconfigRefused;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** The Secret that a Cloud names. Thread-safe. */
record KubeconfigSecret(KubernetesClient home, String namespace, String name) {

  private static final String KEY = "kubeconfig";

  /** What it says now. */
  CloudAccess read() throws CloudFault {
    Secret secret = secret();
    String data = secret == null || secret.getData() == null ? null : secret.getData().get(KEY);
    if (data == null) {
      throw new CloudFault(
          CloudHealth.SECRET_NOT_FOUND,
          "There is no Secret %s with the key kubeconfig in namespace %s; make it with `kubectl -n %2$s create secret generic %1$s --from-file=kubeconfig=<file>`."
              .formatted(name, namespace));
    }
    try {
      return CloudAccess.of(new String(Base64.getDecoder().decode(data), StandardCharsets.UTF_8));
    } catch (KubeconfigRefused refused) {
      throw new CloudFault(CloudHealth.KUBECONFIG_INVALID, refused.getMessage());
    }
  }

  private Secret secret() throws CloudFault {
    try {
      return home.secrets().inNamespace(namespace).withName(name).get();
    } catch (KubernetesClientException e) {
      if (e.getCode() != HttpURLConnection.HTTP_FORBIDDEN) {
        throw e;
      }
      throw new CloudFault(
          CloudHealth.SECRET_FORBIDDEN,
          "The operator may not read Secret %s in namespace %s; add its name to the chart's value operator.kubeconfigSecrets."
              .formatted(name, namespace));
    }
  }
}
