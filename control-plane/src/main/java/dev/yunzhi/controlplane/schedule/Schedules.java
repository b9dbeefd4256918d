package dev.yunzhi.controlplane.schedule;

import dev.yunzhi.audit.report.ReportFormat;
import dev.yunzhi.audit.store.Query;
import dev.yunzhi.audit.store.Rows;
import dev.yunzhi.audit.store.Transactions;
import dev.yunzhi.controlplane.web.Problem;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.http.HttpStatus;

/** The table of schedules. Thread-safe. */
final class Schedules {
  /** So many that nobody needs more, and few enough to look at all. */
  private static final int MOST = 500;

  private static final String COLUMNS =
      "select name, report, format, department, every, keep, created_at, created_by, next_at"
          + " from report_schedule";

  private final DataSource source;

  Schedules(DataSource source) {
    this.source = source;
  }

  /** In order of the name. */
  List<ReportSchedule> all() {
    return new Query("list the schedules of reports")
        .sql(COLUMNS + " order by name")
        .list(source, Schedules::schedule);
  }

  /** Those whose period is over, the one that is due for longest first. */
  List<ReportSchedule> due(Instant now) {
    return new Query("look for reports that are due")
        .sql(COLUMNS + " where next_at <= ? order by next_at, name", now)
        .list(source, Schedules::schedule);
  }

  /**
   * Adds one.
   *
   * @throws Problem 409 when there is one of that name, or there are too many
   */
  void add(ReportSchedule schedule) {
    Transactions.run(
        source,
        "add a schedule of reports",
        connection -> {
          Rows.write(connection, "lock table report_schedule in exclusive mode");
          List<ReportSchedule> there =
              new Query("list the schedules of reports")
                  .sql(COLUMNS)
                  .list(connection, Schedules::schedule);
          if (there.stream().anyMatch(one -> one.name().equals(schedule.name()))) {
            throw Problem.of(
                    HttpStatus.CONFLICT,
                    "there is a schedule %s already; end it first, or take another name"
                        .formatted(schedule.name()))
                .at("name");
          }
          if (there.size() >= MOST) {
            throw Problem.of(
                HttpStatus.CONFLICT,
                "there are %d schedules, which is the most; end one first".formatted(MOST));
          }
          return Rows.write(
              connection,
              """
              insert into report_schedule (name, report, format, department, every, keep,
                created_at, created_by, next_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?)""",
              schedule.name(),
              schedule.report(),
              schedule.format().extension(),
              schedule.department(),
              schedule.every().word(),
              schedule.keep(),
              schedule.createdAt(),
              schedule.createdBy(),
              schedule.nextAt());
        });
  }

  /** Ends one; what was made stays. */
  void end(String name) {
    Transactions.run(
        source,
        "end a schedule of reports",
        connection -> Rows.write(connection, "delete from report_schedule where name = ?", name));
  }

  private static ReportSchedule schedule(ResultSet row) throws SQLException {
    return new ReportSchedule(
        row.getString("name"),
        row.getString("report"),
        ReportFormat.of(row.getString("format")),
        row.getString("department"),
        Period.of(row.getString("every")),
        row.getInt("keep"),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        row.getString("created_by"),
        row.getObject("next_at", OffsetDateTime.class).toInstant());
  }
}
