package dev.yunzhi.audit.showback;

import java.math.BigDecimal;

/**
 * What a cloud draws, by the figures of those who run it.
 *
 * @param itKwh kWh that its IT equipment draws in a month; 0 or more
 * @param pue power usage effectiveness of its data centre: all that the building draws over what
 *     the IT equipment does; 1 or more
 * @param carbon kg of CO2 for a kWh, by the grid that feeds it; 0 or more
 */
public record Energy(BigDecimal itKwh, BigDecimal pue, BigDecimal carbon) {
  /**
   * Checks the figures.
   *
   * @throws IllegalArgumentException when one is out of its range
   */
  public Energy {
    if (itKwh.signum() < 0 || pue.compareTo(BigDecimal.ONE) < 0 || carbon.signum() < 0) {
      throw new IllegalArgumentException(
          "%s kWh at a PUE of %s and %s kg/kWh cannot be".formatted(itKwh, pue, carbon));
    }
  }

  /** What the building draws for a month, kWh. */
  BigDecimal kwh() {
    return itKwh.multiply(pue);
  }

  /** What that brings into the air, kg of CO2. */
  BigDecimal carbonKg() {
    return kwh().multiply(carbon);
  }
}
