package dev.yunzhi.audit.showback;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;

/**
 * What one line has been granted so far, as amount times microseconds: exact, and the same in
 * whatever parts it is added up. Not thread-safe.
 */
final class Holding {
  private static final int AMOUNT_SCALE = 6;

  private BigDecimal used = BigDecimal.ZERO;
  private BigDecimal idle = BigDecimal.ZERO;
  private BigDecimal unknown = BigDecimal.ZERO;

  /**
   * Takes in a span.
   *
   * @param share of it that was used; null when nobody knows
   */
  void add(BigDecimal amount, long micros, BigDecimal share) {
    BigDecimal granted = amount.multiply(BigDecimal.valueOf(micros));
    if (share == null) {
      unknown = unknown.add(granted);
      return;
    }
    BigDecimal part = granted.multiply(share.max(BigDecimal.ZERO).min(BigDecimal.ONE));
    used = used.add(part);
    idle = idle.add(granted.subtract(part));
  }

  /** On average over the month, in units of the price. */
  BigDecimal amount(Price price, long month) {
    BigDecimal size = price == null ? BigDecimal.ONE : price.size();
    BigDecimal amount =
        granted()
            .divide(size.multiply(BigDecimal.valueOf(month)), AMOUNT_SCALE, RoundingMode.HALF_UP);
    return amount.signum() == 0 ? BigDecimal.ZERO : amount.stripTrailingZeros();
  }

  /** What it costs, in cents; rounded here, once. */
  BigInteger cents(Price price, long month) {
    return price == null
        ? BigInteger.ZERO
        : granted()
            .multiply(price.yuan())
            .movePointRight(2)
            .divide(price.size().multiply(BigDecimal.valueOf(month)), 0, RoundingMode.HALF_UP)
            .toBigIntegerExact();
  }

  /** The cents as used, idle and unknown. */
  List<BigInteger> parts(BigInteger cents) {
    return LargestRemainder.split(cents, List.of(used, idle, unknown));
  }

  private BigDecimal granted() {
    return used.add(idle).add(unknown);
  }
}
