package dev.yunzhi.controlplane.schedule;

import dev.yunzhi.audit.keeping.Person;
import dev.yunzhi.audit.report.Report;
import dev.yunzhi.controlplane.identity.Role;
import dev.yunzhi.controlplane.identity.User;
import dev.yunzhi.controlplane.report.OfferedReport;
import dev.yunzhi.controlplane.report.OfferedReports;
import dev.yunzhi.controlplane.report.ReportExport;
import dev.yunzhi.controlplane.rest.ExportId;
import dev.yunzhi.controlplane.rest.QueryParameters;
import dev.yunzhi.controlplane.store.Database;
import dev.yunzhi.controlplane.store.ReplicaLock;
import dev.yunzhi.controlplane.store.ReplicaPasses;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has one replica make the reports whose period is over. What was due while none was there is made
 * later, as it would have been made then.
 */
final class ScheduledReports extends ReplicaPasses {
  private static final Logger LOG = LoggerFactory.getLogger(ScheduledReports.class);
  private static final Duration RETRY = Duration.ofSeconds(5);

  /** Of a manifest that no person stands behind. */
  private static final String REALM = "schedule";

  private final Schedules schedules;
  private final KeptReports kept;
  private final OfferedReports reports;
  private final ReportExport export;
  private final MeterRegistry meters;
  private final Clock clock;

  ScheduledReports(
      Database database,
      ReplicaLock lock,
      Duration every,
      Schedules schedules,
      KeptReports kept,
      OfferedReports reports,
      ReportExport export,
      MeterRegistry meters,
      Clock clock) {
    super("reports", database, lock, every, RETRY);
    this.schedules = schedules;
    this.kept = kept;
    this.reports = reports;
    this.export = export;
    this.meters = meters;
    this.clock = clock;
    count("complete", 0);
    count("failed", 0);
  }

  @Override
  protected boolean pass() {
    boolean whole = true;
    for (List<ReportSchedule> due = due(); whole && !due.isEmpty() && goesOn(); due = due()) {
      for (ReportSchedule schedule : due) {
        whole &= make(schedule);
      }
    }
    return whole;
  }

  private List<ReportSchedule> due() {
    return schedules.due(clock.instant());
  }

  private boolean make(ReportSchedule schedule) {
    Instant end = schedule.nextAt();
    Instant then = schedule.every().endAfter(end);
    if (kept.has(schedule)) {
      kept.skip(schedule, then);
      return true;
    }
    try {
      ExportId id = ExportId.next(clock);
      kept.keep(schedule, id.toString(), then, out -> write(schedule, id, out));
      count("complete", 1);
      LOG.info("report {} of schedule {} was made as of {}", id, schedule.name(), end);
      return true;
    } catch (RuntimeException e) {
      count("failed", 1);
      LOG.warn(
          "the report of schedule {} as of {} could not be made, trying again: {}",
          schedule.name(),
          end,
          e.getMessage());
      return false;
    }
  }

  private KeptReport write(ReportSchedule schedule, ExportId id, OutputStream out)
      throws IOException {
    OfferedReport offered = reports.named(schedule.report());
    Map<String, String> asked = asked(schedule, offered.parameters());
    User user =
        new User(schedule.name(), REALM, Set.of(Role.AUDIT_ADMINISTRATOR), List.of(), null, null);
    Report report = offered.read(user, QueryParameters.of(asked, offered.parameters()));
    CountedOut counted = new CountedOut(out);
    ReportExport.Written written =
        export.write(
            report,
            schedule.format(),
            id,
            new Person(schedule.name(), REALM, List.of(), null),
            asked,
            counted);
    return new KeptReport(
        id.toString(),
        schedule.name(),
        schedule.report(),
        schedule.format().extension(),
        schedule.department(),
        schedule.nextAt(),
        id.time(),
        written.summary().rows(),
        counted.bytes(),
        written.sha256());
  }

  /** What a report is asked for at the end of a period. */
  static Map<String, String> asked(ReportSchedule schedule, List<String> parameters) {
    Instant end = schedule.nextAt();
    Map<String, String> all = new TreeMap<>();
    all.put("asOf", end.toString());
    all.put("from", schedule.every().beginningOf(end).toString());
    all.put("to", end.toString());
    all.put("month", Period.month(end).toString());
    all.keySet().retainAll(parameters);
    if (schedule.department() != null) {
      all.put("department", schedule.department());
    }
    return all;
  }

  private void count(String outcome, int more) {
    meters.counter("yunzhi.reports.scheduled", "outcome", outcome).increment(more);
  }

  @Override
  protected boolean failed(RuntimeException e) {
    LOG.warn("it could not be looked which reports are due: {}", e.getMessage());
    return false;
  }

  @Override
  protected void notMine() {
    // Nothing to tell: another replica makes them.
  }
}
