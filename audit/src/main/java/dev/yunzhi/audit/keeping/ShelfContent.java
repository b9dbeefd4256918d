package dev.yunzhi.audit.keeping;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.yunzhi.audit.store.Query;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;

/**
 * What a shelf holds. It does not change once its month is over.
 *
 * @param first index of its first event
 * @param last index of its last event; others of other shelves lie between
 * @param minTime of its events, by their own time; null when it holds none
 */
record ShelfContent(long events, long first, long last, Instant minTime, Instant maxTime) {
  static ShelfContent of(Connection connection, Shelf shelf) throws SQLException {
    return new Query("see what the shelf " + shelf.name() + " holds")
        .sql(
            """
            select coalesce(sum(count), 0), coalesce(min(first), 0),
              coalesce(max(first + count), 1) - 1, min(min_time), max(max_time)
            from ledger_block where stream = ? and shelf = ?""",
            shelf.stream(),
            shelf.name())
        .list(
            connection,
            row ->
                new ShelfContent(
                    row.getLong(1),
                    row.getLong(2),
                    row.getLong(3),
                    instant(row.getObject(4, OffsetDateTime.class)),
                    instant(row.getObject(5, OffsetDateTime.class))))
        .get(0);
  }

  private static Instant instant(OffsetDateTime time) {
    return time == null ? null : time.toInstant();
  }

  /** For the event that tells of the shelf. */
  ObjectNode facts(Shelf shelf) {
    return KeepingEvents.facts()
        .put("shelf", shelf.name())
        .put("stream", shelf.stream())
        .put("events", events)
        .put("firstIndex", first)
        .put("lastIndex", last);
  }
}
