package dev.yunzhi.audit.register;

/** What becomes of an asset's value in the books. */
public enum Treatment {
  /** A thing: it has an original value and depreciates over its life. */
  DEPRECIATES,
  /** A right: it has an original value and is amortised over its life or its term. */
  AMORTISES,
  /** A service that is paid for by the month: no asset, so it has no value. */
  FEE,
  /** Nothing is booked. */
  UNVALUED;

  /** Whether there is an original value to be written down. */
  public boolean isValued() {
    return this == DEPRECIATES || this == AMORTISES;
  }
}
