package dev.yunzhi.audit.asset;

import dev.yunzhi.audit.asset.AssetTimeline.Change;
import dev.yunzhi.audit.store.BinaryCopy;
import dev.yunzhi.audit.store.Query;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import javax.sql.DataSource;

/** The table {@code asset_version} as those see it who write to it, inside their transaction. */
final class AssetTable {
  private AssetTable() {}

  /**
   * The recorded changes that observations can touch.
   *
   * @param earliest for each asset its earliest observation
   */
  static Map<AssetId, AssetTimeline> timelines(
      Connection connection, Map<AssetId, Instant> earliest) throws SQLException {
    Map<AssetId, AssetTimeline> timelines = new HashMap<>();
    earliest.keySet().forEach(asset -> timelines.put(asset, new AssetTimeline()));
    List<AssetId> assets = List.copyOf(earliest.keySet());
    new Query("read the history of assets")
        .sql(
            """
            select %s, c.valid_from, c.department, c.tenant, c.project, c.document, c.leaf
            from unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
                ?::text[]::timestamptz[])
              as k (cluster, kind, namespace, name, uid, earliest),
            lateral (
              (select * from asset_version v
               where (v.cluster, v.kind, v.namespace, v.name, v.uid)
                   = (k.cluster, k.kind, k.namespace, k.name, k.uid)
                 and v.valid_from < k.earliest
               order by v.valid_from desc, v.leaf desc limit 1)
              union all
              (select * from asset_version v
               where (v.cluster, v.kind, v.namespace, v.name, v.uid)
                   = (k.cluster, k.kind, k.namespace, k.name, k.uid)
                 and v.valid_from >= k.earliest)
            ) c
            order by c.valid_from, c.leaf
            """
                .formatted(AssetRow.ID_COLUMNS),
            texts(assets, AssetId::cluster),
            texts(assets, AssetId::kind),
            texts(assets, AssetId::namespace),
            texts(assets, AssetId::name),
            texts(assets, AssetId::uid),
            texts(assets, asset -> earliest.get(asset).toString()))
        .list(connection, AssetTable::change)
        .forEach(change -> timelines.get(change.asset).resume(change));
    return timelines;
  }

  private static Change change(ResultSet row) throws SQLException {
    return Change.recorded(
        AssetRow.id(row),
        row.getObject("valid_from", OffsetDateTime.class).toInstant(),
        AssetRow.facts(row),
        row.getLong("leaf"));
  }

  private static <T> List<String> texts(Collection<T> of, Function<T, String> text) {
    return of.stream().map(text).toList();
  }

  /** The assets of a kind that stand since an instant or longer. */
  static List<AssetId> standing(DataSource source, String cluster, String kind, Instant since) {
    return new Query("read the standing assets")
        .sql(
            """
            select cluster, kind, namespace, name, uid from asset_version
            where cluster = ? and kind = ? and valid_from <= ?
              and valid_to is null and document is not null
            order by namespace, name, uid
            """,
            cluster,
            kind,
            since)
        .list(source, AssetRow::id);
  }

  static void insert(Connection connection, List<Change> changes, Instant learnedAt)
      throws SQLException {
    BinaryCopy rows = new BinaryCopy();
    for (Change change : changes) {
      AssetId asset = change.asset;
      AssetFacts facts = change.facts;
      rows.row(14)
          .bigint(change.leaf)
          .text(asset.cluster())
          .text(asset.kind())
          .text(asset.namespace())
          .text(asset.name())
          .text(asset.uid())
          .text(facts == null ? null : facts.department())
          .text(facts == null ? null : facts.tenant())
          .text(facts == null ? null : facts.project())
          .text(facts == null ? null : facts.document())
          .timestamp(change.at)
          .timestamp(change.until)
          .timestamp(learnedAt)
          .timestamp(change.until == null ? null : learnedAt);
    }
    rows.send(
        connection,
        """
        asset_version (leaf, cluster, kind, namespace, name, uid, department, tenant, project,
          document, valid_from, valid_to, learned_at, valid_to_learned_at)""");
  }

  static void end(Connection connection, List<Change> ended, Instant learnedAt)
      throws SQLException {
    List<Long> leaves = new ArrayList<>();
    List<String> ends = new ArrayList<>();
    for (Change change : ended) {
      leaves.add(change.leaf);
      ends.add(change.until.toString());
    }
    String sql =
        """
        update asset_version v set valid_to = e.at, valid_to_learned_at = ?
        from unnest(?::bigint[], ?::text[]::timestamptz[]) as e (leaf, at)
        where v.leaf = e.leaf
        """;
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setObject(1, learnedAt.atOffset(ZoneOffset.UTC));
      statement.setArray(2, connection.createArrayOf("bigint", leaves.toArray()));
      statement.setArray(3, connection.createArrayOf("text", ends.toArray()));
      statement.executeUpdate();
    }
  }
}
