package dev.yunzhi.operator.policy;

import dev.yunzhi.operator.condition.Reason;

/** A rule cannot be tried on what exists; the message says why, and what would be right. */
public final class PreviewException extends Exception {
  private static final long serialVersionUID = 1L;

  private final Reason reason;

  public PreviewException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  /** As in the condition. */
  public Reason reason() {
    return reason;
  }
}
