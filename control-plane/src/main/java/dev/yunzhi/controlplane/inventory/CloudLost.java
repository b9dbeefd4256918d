package dev.yunzhi.controlplane.inventory;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import javax.net.ssl.SSLHandshakeException;

/** Why the inventory does not see a further cluster now. */
final class CloudLost extends Exception {
  /** No Cloud says where the kubeconfig is. */
  static final String NO_SECRET = "NoInventorySecret";

  static final String SECRET_NOT_FOUND = "SecretNotFound";
  static final String SECRET_FORBIDDEN = "SecretForbidden";
  static final String KUBECONFIG_INVALID = "KubeconfigInvalid";

  /** The operator has not said yet which cluster it is. */
  static final String NOT_IDENTIFIED = "NotIdentified";

  /** The kubeconfig leads to another cluster than the operator's. */
  static final String CLUSTER_CHANGED = "ClusterChanged";

  private static final String UNREACHABLE = "Unreachable";
  private static final String UNTRUSTED = "Untrusted";
  private static final String UNAUTHORIZED = "Unauthorized";
  private static final String FORBIDDEN = "Forbidden";

  private static final long serialVersionUID = 1;
  private final String state;

  /**
   * @param state one word, for the record
   * @param message what is wrong and what would be right; never a credential
   */
  CloudLost(String state, String message) {
    super(message);
    this.state = state;
  }

  /** What a failed request to the cluster comes to. */
  static CloudLost by(KubernetesClientException failure) {
    String state =
        switch (failure.getCode()) {
          case HttpURLConnection.HTTP_UNAUTHORIZED -> UNAUTHORIZED;
          case HttpURLConnection.HTTP_FORBIDDEN -> FORBIDDEN;
          default -> isUntrusted(failure) ? UNTRUSTED : UNREACHABLE;
        };
    CloudLost lost = new CloudLost(state, failure.getMessage());
    lost.initCause(failure);
    return lost;
  }

  private static boolean isUntrusted(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SSLHandshakeException) {
        return true;
      }
    }
    return false;
  }

  String state() {
    return state;
  }
}
