package dev.yunzhi.audit.asset;

import dev.yunzhi.audit.InvalidFieldException;
import dev.yunzhi.audit.store.Query;
import dev.yunzhi.audit.store.RowConsumer;
import dev.yunzhi.audit.store.StoreException;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;

/** Answers what the estate looked like. Thread-safe. */
public final class AssetReader {
  private static final String COLUMNS =
      AssetRow.ID_COLUMNS
          + ", c.department, c.tenant, c.project, c.document, c.valid_from, c.learned_at, c.leaf";

  private static final String SAME_ASSET =
      """
      (n.cluster, n.kind, n.namespace, n.name, n.uid)
        = (c.cluster, c.kind, c.namespace, c.name, c.uid)""";

  /** Later changes of the same asset that were known. */
  private static final String LATER =
      """
      from asset_version n where %s
        and (n.valid_from, n.leaf) > (c.valid_from, c.leaf) and n.learned_at <= ?"""
          .formatted(SAME_ASSET);

  /**
   * The versions that held. The recorded end of a version settles it, unless that end was learned
   * too late to count: only then the end that was known is looked for.
   */
  private static final String STOOD =
      """
      select %1$s,
        case when c.valid_to is null then null
          when c.valid_to_learned_at <= ? then c.valid_to
          else (select min(n.valid_from) %2$s) end as valid_to,
        (select min(n.valid_from) from asset_version n where %3$s
          and n.document is not null and n.learned_at <= ?) as first_seen
      from asset_version c
      where c.document is not null and c.valid_from <= ? and c.learned_at <= ?
        and (c.valid_to is null or c.valid_to > ?
          or (c.valid_to_learned_at > ? and not exists (select %2$s and n.valid_from <= ?)))"""
          .formatted(COLUMNS, LATER, SAME_ASSET);

  private final DataSource source;

  public AssetReader(DataSource source) {
    this.source = source;
  }

  /**
   * A page of the assets that stood, ordered by cluster, kind, namespace, name and uid.
   *
   * @param page null for the first page, then {@link AssetPage#next()}
   * @param limit how many at most, 1 or more
   * @throws InvalidFieldException when the page is not one that an earlier page named
   * @throws StoreException when the database failed
   */
  public AssetPage asOf(AsOf asOf, AssetFilter filter, String page, int limit) {
    Query query = select(Settling.of(source, asOf), filter);
    if (page != null) {
      AssetId after = AssetCursor.parse(page);
      query.sql(
          " and (c.cluster, c.kind, c.namespace, c.name, c.uid) > (?, ?, ?, ?, ?)",
          after.cluster(),
          after.kind(),
          after.namespace(),
          after.name(),
          after.uid());
    }
    List<AssetVersion> versions =
        ordered(query).sql(" limit ?", limit + 1).list(source, AssetRow::version);
    if (versions.size() <= limit) {
      return new AssetPage(versions, null);
    }
    List<AssetVersion> shown = List.copyOf(versions.subList(0, limit));
    return new AssetPage(shown, AssetCursor.after(shown.get(limit - 1).asset()));
  }

  /**
   * Passes on every asset that stood, in the same order, in constant memory.
   *
   * @throws StoreException when the database failed
   * @throws IOException when the consumer throws it
   */
  public void stream(AsOf asOf, AssetFilter filter, RowConsumer<AssetVersion> consumer)
      throws IOException {
    ordered(select(Settling.of(source, asOf), filter)).stream(source, AssetRow::version, consumer);
  }

  /**
   * Everything recorded of one asset in order of time, its times of absence included, as known now.
   *
   * @throws StoreException when the database failed
   */
  public List<AssetVersion> history(AssetId asset) {
    return new Query("read the history of an asset")
        .sql(
            "select "
                + COLUMNS
                + """
                , c.valid_to, min(c.valid_from) filter (where c.document is not null) over () first_seen
                from asset_version c
                where (c.cluster, c.kind, c.namespace, c.name, c.uid) = (?, ?, ?, ?, ?)
                order by c.valid_from, c.leaf
                """,
            asset.cluster(),
            asset.kind(),
            asset.namespace(),
            asset.name(),
            asset.uid())
        .list(source, AssetRow::version);
  }

  private static Query select(AsOf asOf, AssetFilter filter) {
    Instant at = asOf.at();
    Instant known = asOf.knownAt();
    Query query =
        new Query("read the assets")
            .sql(STOOD, known, known, known, at, known, at, known, known, at);
    if (filter.departments() != null) {
      query.sql(" and c.department = any (?)", filter.departments());
    }
    if (filter.tenant() != null) {
      query.sql(" and c.tenant = ?", filter.tenant());
    }
    if (filter.kind() != null) {
      query.sql(" and c.kind = ?", filter.kind());
    }
    return query;
  }

  private static Query ordered(Query query) {
    return query.sql(" order by c.cluster, c.kind, c.namespace, c.name, c.uid");
  }
}
