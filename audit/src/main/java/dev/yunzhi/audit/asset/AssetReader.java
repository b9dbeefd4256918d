package dev.yunzhi.audit.asset;

import dev.yunzhi.audit.InvalidFieldException;
import dev.yunzhi.audit.store.Query;
import dev.yunzhi.audit.store.RowConsumer;
import dev.yunzhi.audit.store.RowCursor;
import dev.yunzhi.audit.store.StoreException;
import dev.yunzhi.audit.store.Transactions;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;

/** Answers what the estate looked like. Thread-safe. */
public final class AssetReader {
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
   * The changes after which nothing else had been known, of {@code at, knownAt, at, knownAt,
   * knownAt, at}. The recorded end of a version settles it, unless that end was learned too late to
   * count: only then the end that was known is looked for.
   */
  static final String LAST =
      """
      c.valid_from <= ? and c.learned_at <= ?
        and (c.valid_to is null or c.valid_to > ?
          or (c.valid_to_learned_at > ? and not exists (select %s and n.valid_from <= ?)))"""
          .formatted(LATER);

  /** The versions that held, of the same. */
  static final String STANDS = "c.document is not null and " + LAST;

  /** Versions with the end that was known, of {@code knownAt} twice. */
  private static final String VERSIONS =
      """
      select %s,
        case when c.valid_to is null then null
          when c.valid_to_learned_at <= ? then c.valid_to
          else (select min(n.valid_from) %s) end as valid_to,\s"""
          .formatted(AssetRow.COLUMNS, LATER);

  /** Looks each asset up, of {@code knownAt}. */
  private static final String OF_SOME =
      """
      (select min(n.valid_from) from asset_version n where %s
          and n.document is not null and n.learned_at <= ?) as first_seen
      from asset_version c
      where\s"""
          .formatted(SAME_ASSET);

  private static final String FIRST_SEEN =
      """
      min(valid_from) over (partition by cluster, kind, namespace, name, uid) as first_seen
      from asset_version
      where document is not null and valid_from <= ? and learned_at <= ?""";

  /** Passes over the whole index, in which the versions of an asset are neighbours. */
  private static final String OF_ALL =
      """
      c.first_seen
      from (select *, %s) c
      where\s"""
          .formatted(FIRST_SEEN);

  /**
   * Passes over the index alone, and looks only those rows of the table up that stood: the others
   * are most of an old record.
   */
  private static final String OF_OLD_RECORD =
      """
      c.first_seen
      from (
        select w.*, d.project, d.document
        from (
          select leaf, cluster, kind, namespace, name, uid, department, tenant,
            valid_from, valid_to, learned_at, valid_to_learned_at, %s) w
        cross join lateral (
          select project, document from asset_version where leaf = w.leaf offset 0) d) c
      where\s"""
          .formatted(FIRST_SEEN);

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
    AssetId after = page == null ? null : AssetCursor.parse(page);
    AsOf settled = Settling.of(source, asOf);
    List<Long> leaves = new AssetPlaces(source, settled, filter).first(after, limit + 1);
    List<AssetVersion> versions =
        ordered(
                versions(settled)
                    .sql(OF_SOME, settled.knownAt())
                    .sql("c.leaf = any (?::text[]::bigint[])", texts(leaves)))
            .list(source, AssetRow::version);
    if (versions.size() <= limit) {
      return new AssetPage(versions, null);
    }
    List<AssetVersion> shown = List.copyOf(versions.subList(0, limit));
    return new AssetPage(shown, AssetCursor.after(shown.get(limit - 1).asset()));
  }

  private static List<String> texts(List<Long> leaves) {
    return leaves.stream().map(String::valueOf).toList();
  }

  /**
   * Passes on every asset that stood, in the same order, in constant memory.
   *
   * @throws StoreException when the database failed
   * @throws IOException when the consumer throws it
   */
  public void stream(AsOf asOf, AssetFilter filter, RowConsumer<AssetVersion> consumer)
      throws IOException {
    each(asOf, filter, (connection, settled, versions) -> versions.each(consumer));
  }

  /**
   * The same with what policies found in each asset.
   *
   * @throws StoreException when the database failed
   * @throws IOException when the consumer throws it
   */
  public void streamJudged(AsOf asOf, AssetFilter filter, RowConsumer<JudgedAsset> consumer)
      throws IOException {
    each(
        asOf,
        filter,
        (connection, settled, versions) -> {
          try (FindingsInOrder findings = new FindingsInOrder(connection, settled, filter)) {
            for (AssetVersion next = versions.next(); next != null; next = versions.next()) {
              consumer.accept(new JudgedAsset(next, findings.of(next)));
            }
          }
        });
  }

  /** What goes over the assets that stood. */
  @FunctionalInterface
  private interface Pass {
    void over(Connection connection, AsOf settled, RowCursor<AssetVersion> versions)
        throws SQLException, IOException;
  }

  private void each(AsOf asOf, AssetFilter filter, Pass pass) throws IOException {
    AsOf settled = Settling.of(source, asOf);
    Transactions.read(
        source,
        "read the assets",
        connection -> {
          boolean old = filter.isOfAnybody() && isOld(connection);
          if (old) {
            inOrder(connection);
          }
          try (RowCursor<AssetVersion> versions =
              ordered(select(settled, filter, old)).cursor(connection, AssetRow::version)) {
            pass.over(connection, settled, versions);
          }
          return null;
        });
  }

  private static Query versions(AsOf asOf) {
    Instant known = asOf.knownAt();
    return new Query("read the assets").sql(VERSIONS, known, known);
  }

  /** Whether most of what was ever recorded is past, as far as the database's statistics know. */
  private static boolean isOld(Connection connection) throws SQLException {
    return new Query("compare what stands with what was recorded")
        .sql(
            """
            select coalesce(sum(standing), 0) * 2
              < (select reltuples from pg_class where oid = 'asset_version'::regclass)
            from asset_region""")
        .list(connection, row -> row.getBoolean(1))
        .get(0);
  }

  /** Until its end, the transaction walks indexes: to read a table and sort it has no first row. */
  private static void inOrder(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("set local enable_seqscan = off");
    }
  }

  private static Query select(AsOf asOf, AssetFilter filter, boolean old) {
    Instant at = asOf.at();
    Instant known = asOf.knownAt();
    Query query = versions(asOf);
    if (filter.isOfAnybody()) {
      query.sql(old ? OF_OLD_RECORD : OF_ALL, at, known);
    } else {
      query.sql(OF_SOME, known);
    }
    query.sql(STANDS, at, known, at, known, known, at);
    ofOwner(query, filter);
    if (filter.kind() != null) {
      query.sql(" and c.kind = ?", filter.kind());
    } else {
      query.sql(" and c.kind <> ?", AssetFilter.FINDING);
    }
    return query;
  }

  /** Adds the condition that a version {@code c} is of the departments and the tenant asked for. */
  static void ofOwner(Query query, AssetFilter filter) {
    if (filter.departments() != null) {
      OfDepartments.add(query.sql(" and "), "c.department", filter.departments());
    }
    if (filter.tenant() != null) {
      query.sql(" and c.tenant = ?", filter.tenant());
    }
  }

  private static Query ordered(Query query) {
    return query.sql(" order by c.cluster, c.kind, c.namespace, c.name, c.uid");
  }
}
