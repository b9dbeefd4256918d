package dev.yunzhi.audit.keeping;

/** Something that the rules of keeping do not allow now; nothing was changed. */
public final class KeepingRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  KeepingRefusedException(String message) {
    super(message);
  }
}
