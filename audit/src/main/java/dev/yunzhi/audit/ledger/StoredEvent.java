package dev.yunzhi.audit.ledger;

import dev.yunzhi.audit.merkle.Hash;

/**
 * An event as it lies in the ledger.
 *
 * @param index its place in the sequence
 * @param leafHash of the leaf, as it was when it was appended
 * @param body the canonical JSON that {@code leaf.digest()} is the digest of; null when the body
 *     was removed
 */
public record StoredEvent(long index, Leaf leaf, Hash leafHash, String body) {}
