package dev.yunzhi.policy;

/** A bundle cannot be used; the message says what is wrong with it. */
public class InvalidBundleException extends Exception {
  private static final long serialVersionUID = 1L;

  InvalidBundleException(String message) {
    super(message);
  }

  /** For what a bundle brings that its user cannot take in. */
  public InvalidBundleException(String message, Throwable cause) {
    super(message, cause);
  }
}
