package dev.yunzhi.audit.showback;

import java.math.BigDecimal;

/**
 * What a resource costs.
 *
 * @param unit what one pays for, as people write it, such as {@code 1Gi}
 * @param size the same in the resource's base unit, such as 1073741824 bytes; more than 0
 * @param yuan for one unit granted over a whole month; 0 or more
 */
public record Price(String unit, BigDecimal size, BigDecimal yuan) {
  /**
   * Brings the decimals to one form, so that {@code 1.0} and {@code 1.00} are one price.
   *
   * @throws IllegalArgumentException when the unit has no size, or the price is negative
   */
  public Price {
    if (size.signum() <= 0 || yuan.signum() < 0) {
      throw new IllegalArgumentException(
          "%s yuan for %s of size %s is no price".formatted(yuan, unit, size));
    }
    size = size.stripTrailingZeros();
    yuan = yuan.stripTrailingZeros();
  }
}
