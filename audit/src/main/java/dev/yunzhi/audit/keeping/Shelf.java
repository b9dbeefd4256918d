package dev.yunzhi.audit.keeping;

import dev.yunzhi.audit.store.Query;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * The bodies of one stream that were recorded in one month.
 *
 * @param name {@code <stream>/<year>-<month>}, by UTC
 * @param file that it was moved to; null while it is in the database
 */
record Shelf(String name, String file) {
  /** Of the partitions of {@code ledger_body}. */
  private static final String TABLE = "ledger_body_";

  /** All that are still somewhere, the oldest month first. */
  static List<Shelf> standing(Connection connection) throws SQLException {
    return new Query("list the shelves of the ledger")
        .sql(
            """
            select name, file from (
              select substr(c.relname, length(?) + 1) as name, null as file
              from pg_inherits i join pg_class c on c.oid = i.inhrelid
              where i.inhparent = 'ledger_body'::regclass
              union all
              select shelf, file from ledger_shelf where removed_at is null
            ) as standing
            order by right(name, 7), name""",
            TABLE)
        .list(connection, row -> new Shelf(row.getString(1), row.getString(2)));
  }

  String stream() {
    return name.substring(0, name.lastIndexOf('/'));
  }

  /** The first instant after the month. */
  Instant end() {
    return month().plusMonths(1).atDay(1).atStartOfDay().toInstant(ZoneOffset.UTC);
  }

  Instant start() {
    return month().atDay(1).atStartOfDay().toInstant(ZoneOffset.UTC);
  }

  private YearMonth month() {
    return YearMonth.parse(name.substring(name.lastIndexOf('/') + 1));
  }

  /** Whether it has been closed for so many days. */
  boolean olderThan(int days, Instant now) {
    return !end().plus(days, ChronoUnit.DAYS).isAfter(now);
  }

  /** The name of its table, as SQL has it. */
  String table() {
    // A stream is of such letters that nothing has to be escaped.
    return "\"" + TABLE + name + "\"";
  }
}
