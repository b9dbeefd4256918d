package dev.yunzhi.controlplane.schedule;

import dev.yunzhi.audit.store.Query;
import dev.yunzhi.audit.store.Rows;
import dev.yunzhi.audit.store.Transactions;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;

/** The tables of reports that were made by themselves. Thread-safe. */
final class KeptReports {
  private static final String COLUMNS =
      "select export, schedule, report, format, department, as_of, made_at, row_count, byte_count,"
          + " sha256 from kept_report";

  /** Of each fetch from the database; a part has a megabyte. */
  private static final int PARTS = 4;

  private final DataSource source;

  KeptReports(DataSource source) {
    this.source = source;
  }

  /** What makes a report, and writes it. */
  @FunctionalInterface
  interface Making {
    /** Writes the report, and says what it is. */
    KeptReport make(OutputStream out) throws IOException;
  }

  /**
   * Keeps a report, moves its schedule on and lets go of those that are too many, all or nothing.
   *
   * @param export names it
   * @param then the end of the schedule's next period
   */
  void keep(ReportSchedule schedule, String export, Instant then, Making making) {
    Transactions.run(
        source,
        "keep a report",
        connection -> {
          KeptReport made = make(connection, export, making);
          Rows.write(
              connection,
              """
              insert into kept_report (export, schedule, report, format, department, as_of, made_at,
                row_count, byte_count, sha256) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
              made.id(),
              made.schedule(),
              made.report(),
              made.format(),
              made.department(),
              made.asOf(),
              made.madeAt(),
              made.rows(),
              made.bytes(),
              made.sha256());
          Rows.write(
              connection,
              "update report_schedule set next_at = ? where name = ? and next_at = ?",
              then,
              schedule.name(),
              schedule.nextAt());
          return Rows.write(
              connection,
              """
              delete from kept_report where schedule = ? and as_of not in (
                select as_of from kept_report where schedule = ? order by as_of desc limit ?)""",
              schedule.name(),
              schedule.name(),
              schedule.keep());
        });
  }

  /** Whether a schedule's report of an instant is kept already. */
  boolean has(ReportSchedule schedule) {
    return !new Query("look for a kept report")
        .sql(COLUMNS + " where schedule = ? and as_of = ?", schedule.name(), schedule.nextAt())
        .list(source, KeptReports::report)
        .isEmpty();
  }

  /** Moves a schedule on without a report. */
  void skip(ReportSchedule schedule, Instant then) {
    Transactions.run(
        source,
        "move a schedule on",
        connection ->
            Rows.write(
                connection,
                "update report_schedule set next_at = ? where name = ? and next_at = ?",
                then,
                schedule.name(),
                schedule.nextAt()));
  }

  private static KeptReport make(Connection connection, String export, Making making)
      throws SQLException {
    try (PartsOut out = new PartsOut(connection, export)) {
      return making.make(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The latest first.
   *
   * @param schedule whose; null is all
   * @param departments that they must be limited to one of; null is all, limited or not
   */
  List<KeptReport> list(String schedule, Set<String> departments, int limit) {
    Query query = new Query("list the kept reports").sql(COLUMNS + " where true");
    if (schedule != null) {
      query.sql(" and schedule = ?", schedule);
    }
    if (departments != null) {
      query.sql(" and department = any (?)", departments);
    }
    return query
        .sql(" order by as_of desc, schedule limit ?", limit)
        .list(source, KeptReports::report);
  }

  Optional<KeptReport> find(String export) {
    return new Query("read a kept report")
        .sql(COLUMNS + " where export = ?", export).list(source, KeptReports::report).stream()
            .findFirst();
  }

  /** Writes a kept report, in constant memory. */
  void write(KeptReport report, OutputStream out) throws IOException {
    new Query("read a kept report")
            .sql("select content from kept_report_part where export = ? order by part", report.id())
            .stream(source, PARTS, row -> row.getBytes(1), out::write);
  }

  private static KeptReport report(ResultSet row) throws SQLException {
    return new KeptReport(
        row.getString("export"),
        row.getString("schedule"),
        row.getString("report"),
        row.getString("format"),
        row.getString("department"),
        row.getObject("as_of", OffsetDateTime.class).toInstant(),
        row.getObject("made_at", OffsetDateTime.class).toInstant(),
        row.getLong("row_count"),
        row.getLong("byte_count"),
        row.getString("sha256"));
  }
}
