package dev.yunzhi.controlplane.schedule;

import java.time.Instant;

/**
 * A report that was made by itself.
 *
 * @param id of its export: names its manifest
 * @param department that it is limited to, with those below it; null when to none
 * @param asOf the instant that it shows
 */
record KeptReport(
    String id,
    String schedule,
    String report,
    String format,
    String department,
    Instant asOf,
    Instant madeAt,
    long rows,
    long bytes,
    String sha256) {}
