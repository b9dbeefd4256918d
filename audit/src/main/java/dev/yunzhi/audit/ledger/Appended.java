package dev.yunzhi.audit.ledger;

import dev.yunzhi.audit.merkle.Hash;

/**
 * The ledger's answer for one event, given once the event is durable.
 *
 * @param index the leaf's place in the one sequence, from 0
 * @param leafHash of the leaf at that place
 * @param duplicate the event's stream, cluster and id were there already; index and hash are those
 *     of the leaf that was first
 */
public record Appended(long index, Hash leafHash, boolean duplicate) {}
