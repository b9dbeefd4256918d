package dev.yunzhi.audit.asset;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * One look at an asset.
 *
 * @param at when it was looked at, by the observer's clock; kept to the microsecond
 * @param facts what was seen; null when the asset was gone
 */
public record Observation(AssetId asset, Instant at, AssetFacts facts) {
  public Observation {
    at = at.truncatedTo(ChronoUnit.MICROS);
  }

  public static Observation seen(AssetId asset, Instant at, AssetFacts facts) {
    return new Observation(asset, at, java.util.Objects.requireNonNull(facts, "facts"));
  }

  public static Observation gone(AssetId asset, Instant at) {
    return new Observation(asset, at, null);
  }
}
