package dev.yunzhi.audit.gap;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.yunzhi.audit.store.Query;
import dev.yunzhi.audit.store.Rows;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** The counters that were last read, in the database. */
final class CounterTable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TypeReference<TreeMap<String, Long>> COUNTS = new TypeReference<>() {};

  private CounterTable() {}

  static Optional<CounterRow> find(Connection connection, String cluster, Instant startedAt)
      throws SQLException {
    return rows(
        connection, select().sql(" where cluster = ? and started_at = ?", cluster, startedAt));
  }

  /** The process that was looked at last. */
  static Optional<CounterRow> latest(Connection connection, String cluster) throws SQLException {
    return rows(
        connection, select().sql(" where cluster = ? order by looked_at desc limit 1", cluster));
  }

  private static Query select() {
    return new Query("read the counters of API servers")
        .sql("select started_at, looked_at, events, requests from api_server_counters");
  }

  private static Optional<CounterRow> rows(Connection connection, Query query) throws SQLException {
    List<CounterRow> rows = query.list(connection, CounterTable::row);
    return rows.stream().findFirst();
  }

  private static CounterRow row(ResultSet row) throws SQLException {
    try {
      return new CounterRow(
          instant(row, "started_at"),
          instant(row, "looked_at"),
          new Losses(JSON.readValue(row.getString("events"), COUNTS), row.getLong("requests")));
    } catch (JsonProcessingException e) {
      throw new SQLException("api_server_counters.events is no JSON of counts", e);
    }
  }

  private static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  /** When a gap was last recorded. */
  static Optional<Instant> latestGap(Connection connection, String cluster) throws SQLException {
    return new Query("read when a gap was last recorded")
            .sql(
                "select gap_at from api_server_counters where cluster = ? and gap_at is not null"
                    + " order by gap_at desc limit 1",
                cluster)
            .list(connection, row -> instant(row, "gap_at"))
            .stream()
            .findFirst();
  }

  /** Notes that nothing was new. */
  static void looked(Connection connection, String cluster, CounterReading reading)
      throws SQLException {
    Rows.write(
        connection,
        """
        update api_server_counters set looked_at = greatest(looked_at, ?)
        where cluster = ? and started_at = ?
        """,
        reading.asked(),
        cluster,
        reading.startedAt());
  }

  /**
   * Notes what was read.
   *
   * @param losses up to which gaps are recorded now
   * @param gapAt when one was recorded with this; null for none
   */
  static void put(
      Connection connection, String cluster, CounterReading reading, Losses losses, Instant gapAt)
      throws SQLException {
    Rows.write(
        connection,
        """
        insert into api_server_counters as known
          (cluster, started_at, looked_at, events, requests, gap_at)
        values (?, ?, ?, ?, ?, ?)
        on conflict (cluster, started_at) do update set
          looked_at = greatest(known.looked_at, excluded.looked_at),
          events = excluded.events,
          requests = excluded.requests,
          gap_at = coalesce(excluded.gap_at, known.gap_at)
        """,
        cluster,
        reading.startedAt(),
        reading.asked(),
        JSON.valueToTree(losses.events()).toString(),
        losses.requests(),
        gapAt);
  }
}
