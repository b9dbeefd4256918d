/** The append-only log: events in one sequence without gaps, and the root of their Merkle tree. */
package dev.yunzhi.audit.ledger;
