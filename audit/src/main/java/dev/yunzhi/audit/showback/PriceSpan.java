package dev.yunzhi.audit.showback;

import java.math.BigDecimal;
import java.util.Map;

/**
 * The prices of a cloud while they are in force. Of two of one cloud at one time, the one that
 * began later holds.
 *
 * @param prices by resource; what is not in it is free, and has no row
 * @param shared yuan a month that all of the cloud's tenants bear together; 0 or more
 * @param energy null when nobody has measured it
 */
public record PriceSpan(
    String cloud, Span span, Map<String, Price> prices, BigDecimal shared, Energy energy) {
  /**
   * Checks the shared sum.
   *
   * @throws IllegalArgumentException when it is negative
   */
  public PriceSpan {
    if (shared.signum() < 0) {
      throw new IllegalArgumentException("a shared sum of " + shared + " yuan cannot be");
    }
    prices = Map.copyOf(prices);
  }

  PriceSpan over(Span shorter) {
    return new PriceSpan(cloud, shorter, prices, shared, energy);
  }
}
