package dev.yunzhi.audit.asset;

import dev.yunzhi.audit.asset.GroupedAsset.Group;
import dev.yunzhi.audit.store.Query;
import dev.yunzhi.audit.store.RowConsumer;
import dev.yunzhi.audit.store.StoreException;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashSet;
import java.util.Set;
import javax.sql.DataSource;

/** Answers which assets of an instant belong together. Thread-safe. */
public final class AssetGroups {
  private static final String FACTS = "department, %1$s.tenant, %1$s.project, %1$s.document";

  private static final String STANDING =
      """
      with a as (
        select true as stands, %s, c.%s, c.valid_from, c.leaf
        from asset_version c where c.kind = any (?) and\s"""
          .formatted(AssetRow.ID_COLUMNS, FACTS.formatted("c"));

  private static final String GONE =
      """

        union all
        select false, %s, l.%s, c.valid_from, c.leaf
        from asset_version c, lateral (
          select v.department, v.tenant, v.project, v.document from asset_version v
          where (v.cluster, v.kind, v.namespace, v.name, v.uid)
              = (c.cluster, c.kind, c.namespace, c.name, c.uid)
            and (v.valid_from, v.leaf) < (c.valid_from, c.leaf)
            and v.document is not null and v.learned_at <= ?
          order by v.valid_from desc, v.leaf desc limit 1) l
        where c.kind = any (?) and c.document is null and\s"""
          .formatted(AssetRow.ID_COLUMNS, FACTS.formatted("l"));

  // A document that holds a NUL has no keys: PostgreSQL cannot read it.
  private static final String GROUPED =
      """
      )
      select k.key, a.*,
        count(*) filter (where a.stands and a.kind = any (?)) over w as on_books,
        count(*) filter (where not a.stands and a.kind = any (?)) over w as struck,
        count(*) filter (where a.stands and a.kind = any (?)) over w as live,
        count(*) filter (where not a.stands and a.kind = any (?)) over w as lost,
        count(*) filter (where a.stands and a.kind = any (?)) over w as beside
      from a,
        lateral (select case when strpos(a.document, '\\u0000') = 0 then a.document::json end) d (facts),
        lateral (%s) k (key)
      where k.key is not null
      window w as (partition by k.key collate "C")
      order by k.key collate "C", array_position(?::text[], a.kind::text), a.stands desc,
        a.cluster, a.kind, a.namespace, a.name, a.uid""";

  private final DataSource source;

  public AssetGroups(DataSource source) {
    this.source = source;
  }

  /**
   * Makes what was known at an instant final, so that several questions are answered alike.
   *
   * @throws StoreException when the database failed
   */
  public AsOf settle(AsOf asOf) {
    return Settling.of(source, asOf);
  }

  /**
   * Passes on the groups in the order of their keys, each as a run of assets, in constant memory.
   * In a group those that stand come before those that are gone, then cluster, kind, namespace,
   * name and uid decide. An asset of several keys is in several groups.
   *
   * @param asOf settled
   * @throws StoreException when the database failed
   * @throws IOException when the consumer throws it
   */
  public void stream(AsOf asOf, AssetGrouping grouping, RowConsumer<GroupedAsset> consumer)
      throws IOException {
    Instant at = asOf.at();
    Instant known = asOf.knownAt();
    Set<String> kinds = new HashSet<>(grouping.books());
    kinds.addAll(grouping.live());
    kinds.addAll(grouping.beside());
    new Query("group the assets")
            .sql(STANDING, kinds)
            .sql(AssetReader.STANDS, at, known, at, known, known, at)
            .sql(GONE, known, grouping.gone())
            .sql(AssetReader.LAST, at, known, at, known, known, at)
            .sql(
                GROUPED.formatted(grouping.keys()),
                grouping.books(),
                grouping.books(),
                grouping.live(),
                grouping.live(),
                grouping.beside(),
                grouping.first())
            .stream(source, AssetGroups::asset, consumer);
  }

  private static GroupedAsset asset(ResultSet row) throws SQLException {
    return new GroupedAsset(
        row.getString("key"),
        AssetRow.id(row),
        AssetRow.facts(row),
        row.getBoolean("stands"),
        row.getObject("valid_from", OffsetDateTime.class).toInstant(),
        row.getLong("leaf"),
        new Group(
            row.getLong("on_books"),
            row.getLong("struck"),
            row.getLong("live"),
            row.getLong("lost"),
            row.getLong("beside")));
  }
}
