package dev.yunzhi.policy;

/** A bundle is not what the holder of the key signed; the message says in what. */
public final class UntrustedBundleException extends InvalidBundleException {
  private static final long serialVersionUID = 1L;

  UntrustedBundleException(String message) {
    super(message);
  }

  UntrustedBundleException(String message, Throwable cause) {
    super(message, cause);
  }
}
