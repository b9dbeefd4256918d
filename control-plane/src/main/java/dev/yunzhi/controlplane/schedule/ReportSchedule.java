package dev.yunzhi.controlplane.schedule;

import dev.yunzhi.audit.report.ReportFormat;
import java.time.Instant;

/**
 * A report that is made at the end of each period.
 *
 * @param department with those below it; null is all
 * @param keep how many of those that were made are kept, the latest
 * @param nextAt the end of the period that is reported next: the instant that its report shows
 */
record ReportSchedule(
    String name,
    String report,
    ReportFormat format,
    String department,
    Period every,
    int keep,
    Instant createdAt,
    String createdBy,
    Instant nextAt) {}
