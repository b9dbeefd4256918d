package dev.yunzhi.controlplane.gap;

/** The API server's counters could not be read. */
final class UnreadableCountersException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnreadableCountersException(String message) {
    super(message);
  }

  UnreadableCountersException(String message, Throwable cause) {
    super(message, cause);
  }
}
