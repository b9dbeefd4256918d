package dev.yunzhi.audit.ledger;

import dev.yunzhi.audit.merkle.Hash;
import java.time.Instant;

/**
 * The state of the whole ledger.
 *
 * @param size how many leaves it has
 * @param rootHash the Merkle Tree Hash of RFC 6962 over all of them
 * @param recordedAt when the last of them was recorded, by the database's clock; 1970-01-01 in an
 *     empty ledger
 */
public record Head(long size, Hash rootHash, Instant recordedAt) {}
