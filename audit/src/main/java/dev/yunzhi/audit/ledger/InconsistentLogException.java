package dev.yunzhi.audit.ledger;

/**
 * The log is not what it was when it was last signed. Nothing is signed any more: what stands in
 * the database was changed, or brought back from before.
 */
public final class InconsistentLogException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public InconsistentLogException(String message) {
    super(message);
  }
}
