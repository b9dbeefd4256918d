package dev.yunzhi.audit.ledger;

import dev.yunzhi.audit.merkle.Hash;

/**
 * An event as it lies in the ledger.
 *
 * @param index its place in the sequence
 * @param leafHash of the leaf, as it was when it was appended
 * @param body the canonical JSON that {@code leaf.digest()} is the digest of; null when it is not
 *     here
 * @param absence why it is not here; null when it is, or when nothing is recorded of it
 */
public record StoredEvent(long index, Leaf leaf, Hash leafHash, String body, Absence absence) {}
