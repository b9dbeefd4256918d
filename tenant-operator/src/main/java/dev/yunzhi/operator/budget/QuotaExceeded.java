package dev.yunzhi.operator.budget;

/** More was claimed than there is; the message gives the numbers and what to do. */
public final class QuotaExceeded extends Exception {
  private static final long serialVersionUID = 1;

  QuotaExceeded(String message) {
    super(message);
  }
}
