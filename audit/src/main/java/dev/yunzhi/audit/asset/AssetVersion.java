package dev.yunzhi.audit.asset;

import java.time.Instant;

/**
 * What was known of an asset over a span of time.
 *
 * @param facts null when the asset was gone over that span
 * @param firstSeen the earliest instant at which the asset was seen
 * @param validFrom the first instant at which the version held
 * @param validTo the first instant at which it no longer did; null when no end is known
 * @param learnedAt when the version was recorded, by the database's clock
 * @param leaf the index of its leaf in the ledger
 */
public record AssetVersion(
    AssetId asset,
    AssetFacts facts,
    Instant firstSeen,
    Instant validFrom,
    Instant validTo,
    Instant learnedAt,
    long leaf) {}
