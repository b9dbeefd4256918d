package dev.yunzhi.e2e.estate;

import java.time.Duration;

/**
 * What differs between estates.
 *
 * @param resync after which operator and inventory look at everything again; at least 1 s
 */
public record EstateSettings(Duration resync) {

  /** As the programs' own defaults. */
  public static final EstateSettings DEFAULT = new EstateSettings(Duration.ofMinutes(10));
}
