package dev.yunzhi.operator.cloud;

import dev.yunzhi.api.v1alpha1.CloudCapacity;

/**
 * How a cloud is.
 *
 * @param reason one of the constants; never renamed
 * @param message for people; it stays the same while nothing changes
 * @param sight what was seen of the cluster; null when it could not be looked at
 */
public record CloudHealth(String reason, String message, Sight sight) {

  public static final String CONNECTED = "Connected";
  public static final String UNREACHABLE = "Unreachable";
  public static final String UNTRUSTED = "Untrusted";
  public static final String UNAUTHORIZED = "Unauthorized";
  public static final String FORBIDDEN = "Forbidden";
  public static final String SECRET_NOT_FOUND = "SecretNotFound";
  public static final String SECRET_FORBIDDEN = "SecretForbidden";
  public static final String KUBECONFIG_INVALID = "KubeconfigInvalid";
  public static final String CLUSTER_CHANGED = "ClusterChanged";

  /**
   * What was seen of the cluster.
   *
   * @param clusterId uid of its namespace {@code kube-system}
   */
  public record Sight(String clusterId, String version, CloudCapacity capacity) {}

  static CloudHealth connected(Sight sight) {
    return new CloudHealth(CONNECTED, "The cluster answers.", sight);
  }

  /** Whether tenants can be looked after there. */
  public boolean connected() {
    return reason.equals(CONNECTED);
  }
}
