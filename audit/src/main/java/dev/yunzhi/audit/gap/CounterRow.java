package dev.yunzhi.audit.gap;

import java.time.Instant;

/**
 * The counters of one process as they are remembered.
 *
 * @param lookedAt when they were last asked for
 * @param losses up to which gaps are recorded
 */
record CounterRow(Instant startedAt, Instant lookedAt, Losses losses) {}
