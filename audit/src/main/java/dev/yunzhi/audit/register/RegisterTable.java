package dev.yunzhi.audit.register;

import dev.yunzhi.audit.asset.AssetFacts;
import dev.yunzhi.audit.asset.AssetId;
import dev.yunzhi.audit.store.Query;
import dev.yunzhi.audit.store.Rows;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the register asks of {@code asset_version}, inside a transaction. */
final class RegisterTable {
  private static final String SAME_ASSET =
      "(b.cluster, b.kind, b.namespace, b.name, b.uid)"
          + " = (v.cluster, v.kind, v.namespace, v.name, v.uid)";

  private RegisterTable() {}

  /** Those of some assets that stand. */
  static Map<AssetId, AssetFacts> standing(Connection connection, Collection<AssetId> assets)
      throws SQLException {
    Map<AssetId, AssetFacts> standing = new HashMap<>();
    new Query("read registered assets")
        .sql(
            """
            select v.cluster, v.kind, v.namespace, v.name, v.uid,
              v.department, v.tenant, v.project, v.document
            from unnest(?::text[], ?::text[], ?::text[]) as b (kind, name, uid)
            join asset_version v
              on (v.cluster, v.kind, v.namespace, v.name, v.uid)
                = (?, b.kind, '', b.name, b.uid)
            where v.valid_to is null and v.document is not null""",
            assets.stream().map(AssetId::kind).toList(),
            assets.stream().map(AssetId::name).toList(),
            assets.stream().map(AssetId::uid).toList(),
            RegisterKind.CLUSTER)
        .list(connection, row -> Map.entry(id(row), facts(row)))
        .forEach(one -> standing.put(one.getKey(), one.getValue()));
    return standing;
  }

  /** How many of the versions are of assets that did not stand right before. */
  static long added(Connection connection, long first, long last) throws SQLException {
    return new Query("count the assets that are new")
        .sql(
            """
            select count(*) from asset_version v
            where v.leaf between ? and ? and not exists (
              select 1 from asset_version b
              where %s and b.valid_to = v.valid_from and b.document is not null)"""
                .formatted(SAME_ASSET),
            first,
            last)
        .list(connection, row -> row.getLong(1))
        .get(0);
  }

  /** Where the versions put sensing devices. */
  static void place(Connection connection, long first, long last) throws SQLException {
    Rows.write(
        connection,
        """
        insert into register_place (leaf, cell, longitude, latitude)
        select leaf, %s, longitude, latitude from (
          select leaf, (document::jsonb ->> 'longitude')::float8 longitude,
            (document::jsonb ->> 'latitude')::float8 latitude
          from asset_version
          where leaf between ? and ? and kind = ? and document is not null) d"""
            .formatted(DeviceGrid.CELL),
        first,
        last,
        RegisterKind.SENSING_DEVICE.word());
  }

  /** Assets of the versions that were changed later, each once. */
  static List<AssetId> changedSince(Connection connection, long first, long last)
      throws SQLException {
    return new Query("look for later changes")
        .sql(
            """
            select v.cluster, v.kind, v.namespace, v.name, v.uid from asset_version v
            where v.leaf between ? and ? and exists (
              select 1 from asset_version b where %s and b.leaf > ?)
            order by v.kind, v.name"""
                .formatted(SAME_ASSET),
            first,
            last,
            last)
        .list(connection, RegisterTable::id);
  }

  /**
   * An asset and what it was before a version.
   *
   * @param now what the version says; null: gone
   * @param before null: it did not stand
   */
  record Change(AssetId asset, AssetFacts now, AssetFacts before) {}

  /** What the assets of some versions were before them. */
  static List<Change> before(Connection connection, long first, long last) throws SQLException {
    return new Query("read what stood before")
        .sql(
            """
            select v.cluster, v.kind, v.namespace, v.name, v.uid,
              v.department, v.tenant, v.project, v.document,
              b.department b_department, b.tenant b_tenant, b.project b_project,
              b.document b_document
            from asset_version v left join asset_version b
              on %s and b.valid_to = v.valid_from and b.leaf < v.leaf
            where v.leaf between ? and ? order by v.leaf"""
                .formatted(SAME_ASSET),
            first,
            last)
        .list(connection, row -> new Change(id(row), facts(row, ""), facts(row, "b_")));
  }

  private static AssetId id(ResultSet row) throws SQLException {
    return new AssetId(
        row.getString("cluster"),
        row.getString("kind"),
        row.getString("namespace"),
        row.getString("name"),
        row.getString("uid"));
  }

  private static AssetFacts facts(ResultSet row) throws SQLException {
    return facts(row, "");
  }

  private static AssetFacts facts(ResultSet row, String prefix) throws SQLException {
    String document = row.getString(prefix + "document");
    return document == null
        ? null
        : new AssetFacts(
            row.getString(prefix + "department"),
            row.getString(prefix + "tenant"),
            row.getString(prefix + "project"),
            document);
  }

  /** As messages name assets. */
  static List<String> names(Collection<AssetId> assets) {
    List<String> names = new ArrayList<>();
    assets.forEach(asset -> names.add(asset.kind() + " " + asset.name()));
    return names;
  }
}
