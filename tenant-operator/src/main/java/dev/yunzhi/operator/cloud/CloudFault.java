package dev.yunzhi.operator.cloud;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import javax.net.ssl.SSLHandshakeException;

/** Why a cloud cannot be used now. */
final class CloudFault extends Exception {
  private static final long serialVersionUID = 1;
  private final String reason;

  /**
   * @param reason one of {@link CloudHealth}
   * @param message what is wrong and what would be right
   */
  CloudFault(String reason, String message) {
    super(message);
    this.reason = reason;
  }

  private CloudFault(String reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  /** What a failed request to the cluster comes to. */
  static CloudFault of(String server, KubernetesClientException failure) {
    return switch (failure.getCode()) {
      case HttpURLConnection.HTTP_UNAUTHORIZED ->
          new CloudFault(
              CloudHealth.UNAUTHORIZED,
              "%s does not know the credential of the kubeconfig; put a new kubeconfig into the Secret."
                  .formatted(server),
              failure);
      case HttpURLConnection.HTTP_FORBIDDEN ->
          new CloudFault(
              CloudHealth.FORBIDDEN,
              "%s refuses: %s. Install the chart there with cloud.home=false, and use the kubeconfig of its ServiceAccount tenant-operator."
                  .formatted(server, said(failure)),
              failure);
      default ->
          isUntrusted(failure)
              ? new CloudFault(
                  CloudHealth.UNTRUSTED,
                  "The certificate of %s is not trusted; see certificate-authority-data of the kubeconfig."
                      .formatted(server),
                  failure)
              : new CloudFault(CloudHealth.UNREACHABLE, unanswered(server, failure), failure);
    };
  }

  private static boolean isUnanswered(KubernetesClientException failure) {
    return failure.getCode() <= 0;
  }

  private static String said(KubernetesClientException refused) {
    return refused.getStatus() != null && refused.getStatus().getMessage() != null
        ? refused.getStatus().getMessage()
        : String.valueOf(refused.getMessage());
  }

  private static boolean isUntrusted(KubernetesClientException failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SSLHandshakeException) {
        return true;
      }
    }
    return false;
  }

  private static String unanswered(String server, KubernetesClientException failure) {
    return isUnanswered(failure)
        ? "%s does not answer.".formatted(server)
        : "%s answers with status %d.".formatted(server, failure.getCode());
  }

  String reason() {
    return reason;
  }
}
