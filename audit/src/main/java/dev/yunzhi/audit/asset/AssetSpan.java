package dev.yunzhi.audit.asset;

import java.time.Instant;

/**
 * What was known of an asset over a part of a period.
 *
 * @param from the first instant of the period at which the facts held
 * @param to the first instant after that at which they no longer did, or the end of the period
 */
public record AssetSpan(AssetId asset, AssetFacts facts, Instant from, Instant to) {}
