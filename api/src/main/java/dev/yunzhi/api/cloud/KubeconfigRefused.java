package dev.yunzhi.api.cloud;

/** A kubeconfig that is none, or that asks for what no kubeconfig of a cloud may. */
public final class KubeconfigRefused extends Exception {
  private static final long serialVersionUID = 1;

  /**
   * @param message what is wrong and what would be right; never a credential
   */
  KubeconfigRefused(String message) {
    super(message);
  }
}
