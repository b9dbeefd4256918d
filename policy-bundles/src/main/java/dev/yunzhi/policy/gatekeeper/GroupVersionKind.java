package dev.yunzhi.policy.gatekeeper;

/**
 * A kind of object of Kubernetes.
 *
 * @param group empty for the core group
 */
public record GroupVersionKind(String group, String version, String kind) {

  /** As objects write it: {@code v1} or {@code apps/v1}. */
  public String apiVersion() {
    return group.isEmpty() ? version : group + "/" + version;
  }
}
