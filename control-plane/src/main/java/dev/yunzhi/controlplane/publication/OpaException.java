package dev.yunzhi.controlplane.publication;

/** A run of {@code opa} came to no result; the message says which and why. */
final class OpaException extends Exception {
  private static final long serialVersionUID = 1L;

  private final boolean limited;

  private OpaException(String message, Throwable cause, boolean limited) {
    super(message, cause);
    this.limited = limited;
  }

  /** It was stopped, because it took too long or said too much: the fault of what it worked on. */
  static OpaException limited(String message) {
    return new OpaException(message, null, true);
  }

  /** It could not do its work at all. */
  static OpaException failed(String message, Throwable cause) {
    return new OpaException(message, cause, false);
  }

  boolean isLimited() {
    return limited;
  }
}
