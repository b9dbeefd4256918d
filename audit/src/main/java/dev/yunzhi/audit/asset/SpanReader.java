package dev.yunzhi.audit.asset;

import dev.yunzhi.audit.store.Query;
import dev.yunzhi.audit.store.RowConsumer;
import dev.yunzhi.audit.store.StoreException;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import javax.sql.DataSource;

/** Answers what assets were over a period, change by change. Thread-safe. */
public final class SpanReader {
  private final DataSource source;

  public SpanReader(DataSource source) {
    this.source = source;
  }

  /**
   * Passes on what the assets of a kind were at some time of a period, as it was known at an
   * instant, in constant memory: in order of namespace, name, uid and time. The period ends with
   * what was known: nothing is said of a time that was yet to come. The answer to one question
   * never changes, whatever is learned later.
   *
   * @param from the first instant of the period
   * @param to the first instant after it
   * @param knownAt only what was recorded until then counts
   * @throws StoreException when the database failed
   * @throws IOException when the consumer throws it
   */
  public void stream(
      String cluster,
      String kind,
      Instant from,
      Instant to,
      Instant knownAt,
      RowConsumer<AssetSpan> consumer)
      throws IOException {
    Instant known = Settling.of(source, new AsOf(to, knownAt)).knownAt();
    Instant end = known.isBefore(to) ? known : to;
    new Query("read the assets of a period")
            .sql(
                """
            select %s, c.department, c.tenant, c.project, c.document,
              greatest(c.valid_from, ?) as begins, least(c.ends, ?) as ends
            from (
              select v.*, lead(v.valid_from) over (
                partition by v.cluster, v.kind, v.namespace, v.name, v.uid
                order by v.valid_from, v.leaf) as ends
              from asset_version v
              where v.cluster = ? and v.kind = ? and v.learned_at <= ? and v.valid_from < ?
            ) c
            where c.document is not null and (c.ends is null or c.ends > greatest(c.valid_from, ?))
            order by c.cluster, c.kind, c.namespace, c.name, c.uid, c.valid_from, c.leaf
            """
                    .formatted(AssetRow.ID_COLUMNS),
                from,
                end,
                cluster,
                kind,
                known,
                end,
                from)
            .stream(source, SpanReader::span, consumer);
  }

  private static AssetSpan span(ResultSet row) throws SQLException {
    return new AssetSpan(
        AssetRow.id(row),
        AssetRow.facts(row),
        row.getObject("begins", OffsetDateTime.class).toInstant(),
        row.getObject("ends", OffsetDateTime.class).toInstant());
  }
}
