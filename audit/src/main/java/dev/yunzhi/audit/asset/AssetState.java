package dev.yunzhi.audit.asset;

import java.time.Instant;

/**
 * What was known of one asset at an instant.
 *
 * @param facts null: it was gone
 * @param validFrom since when that held
 * @param learnedAt when it was recorded, by the database's clock
 * @param leaf the index of its leaf in the ledger
 */
public record AssetState(AssetFacts facts, Instant validFrom, Instant learnedAt, long leaf) {}
