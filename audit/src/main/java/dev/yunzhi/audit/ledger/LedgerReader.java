package dev.yunzhi.audit.ledger;

import dev.yunzhi.audit.merkle.Hash;
import dev.yunzhi.audit.store.Query;
import dev.yunzhi.audit.store.RowConsumer;
import dev.yunzhi.audit.store.StoreException;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import javax.sql.DataSource;

/** Reads events in the order of the ledger. Thread-safe. */
public final class LedgerReader {
  private final DataSource source;

  public LedgerReader(DataSource source) {
    this.source = source;
  }

  /**
   * A page of events. The next page starts at the last index plus one.
   *
   * @param fromIndex the least index
   * @param limit how many at most, 1 or more
   * @throws StoreException when the database failed
   */
  public List<StoredEvent> read(EventFilter filter, long fromIndex, int limit) {
    return select(filter, fromIndex, Long.MAX_VALUE)
        .sql(" order by l.index limit ?", limit)
        .list(source, LedgerReader::event);
  }

  /**
   * A page of events, the latest first. The next page ends before the least index of this one.
   *
   * @param beforeIndex one more than the greatest index; {@link Long#MAX_VALUE} begins at the end
   * @param limit how many at most, 1 or more
   * @throws StoreException when the database failed
   */
  public List<StoredEvent> latest(EventFilter filter, long beforeIndex, int limit) {
    return select(filter, 0, beforeIndex)
        .sql(" order by l.index desc limit ?", limit)
        .list(source, LedgerReader::event);
  }

  /**
   * Passes on every event of the filter, in constant memory, from one state of the ledger.
   *
   * @throws StoreException when the database failed
   * @throws IOException when the consumer throws it
   */
  public void stream(EventFilter filter, RowConsumer<StoredEvent> consumer) throws IOException {
    select(filter, 0, Long.MAX_VALUE).sql(" order by l.index").stream(
        source, LedgerReader::event, consumer);
  }

  private static Query select(EventFilter filter, long fromIndex, long beforeIndex) {
    Query query =
        new Query("read the ledger")
            .sql(
                """
                select l.index, l.stream, l.cluster, l.id, l.time, l.digest, l.hash, b.body
                from ledger_leaf l left join ledger_body b on b.index = l.index
                where l.index >= ? and l.index < ?""",
                fromIndex,
                beforeIndex);
    if (filter.stream() != null) {
      query.sql(" and l.stream = ?", filter.stream());
    }
    if (filter.cluster() != null) {
      query.sql(" and l.cluster = ?", filter.cluster());
    }
    if (filter.from() != null) {
      query.sql(" and l.time >= ?", filter.from());
    }
    if (filter.until() != null) {
      query.sql(" and l.time < ?", filter.until());
    }
    return query;
  }

  private static StoredEvent event(ResultSet row) throws SQLException {
    Leaf leaf =
        new Leaf(
            row.getString(2),
            row.getString(3),
            row.getString(4),
            row.getObject(5, OffsetDateTime.class).toInstant(),
            Hash.of(row.getBytes(6)));
    return new StoredEvent(row.getLong(1), leaf, Hash.of(row.getBytes(7)), row.getString(8));
  }
}
