package dev.yunzhi.audit.asset;

import dev.yunzhi.audit.store.Query;
import dev.yunzhi.audit.store.RowCursor;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What policies found in assets that are passed by in the order of their ids: both are read once,
 * side by side, and what was found in one asset is held. A finding counts for an asset of the same
 * department and tenant, so that whoever may see the asset may see it. Not thread-safe.
 */
final class FindingsInOrder implements AutoCloseable {
  private final RowCursor<Found> rows;

  /** The next row that was read. */
  private Found ahead;

  /** Those of the last name that was asked for. */
  private final List<Found> ofName = new ArrayList<>();

  /**
   * @param connection inside a transaction
   * @param asOf settled
   * @param filter of the assets
   */
  FindingsInOrder(Connection connection, AsOf asOf, AssetFilter filter) throws SQLException {
    Instant at = asOf.at();
    Instant known = asOf.knownAt();
    // PostgreSQL reads no JSON that has a NUL in it, and a message may have one.
    Query query =
        new Query("read what was found in the assets")
            .sql(
                """
                select c.cluster, f."objectKind" as kind, c.namespace, f."objectName" as name,
                  f."objectUid" as uid, c.department, c.tenant, f.policy, f.state
                from asset_version c cross join lateral json_to_record(
                  replace(c.document, '\\u0000', '\\ufffd')::json) as f (
                  "objectKind" text, "objectName" text, "objectUid" text, policy text, state text)
                where\s""")
            .sql(AssetReader.STANDS, at, known, at, known, known, at)
            // Clusters lead in every index: without them all versions would be looked at.
            .sql(
                " and (c.cluster, c.kind) in (select cluster, kind from asset_region where kind = ?)",
                AssetFilter.FINDING);
    AssetReader.ofOwner(query, filter);
    if (filter.kind() != null) {
      query.sql(" and f.\"objectKind\" = ?", filter.kind());
    }
    query.sql(
        """
         and num_nulls(f."objectKind", f."objectName", f.policy, f.state) = 0
        order by c.cluster, f."objectKind" collate "C", c.namespace, f."objectName" collate "C"
        """);
    this.rows = query.cursor(connection, Found::read);
    this.ahead = rows.next();
  }

  /**
   * A finding.
   *
   * @param uid of the asset; null where the finding tells none
   * @param department null when nobody's; so is the tenant
   */
  private record Found(
      String cluster,
      String kind,
      String namespace,
      String name,
      String uid,
      String department,
      String tenant,
      AssetFinding finding) {
    static Found read(ResultSet row) throws SQLException {
      return new Found(
          row.getString(1),
          row.getString(2),
          row.getString(3),
          row.getString(4),
          row.getString(5),
          row.getString(6),
          row.getString(7),
          new AssetFinding(row.getString(8), row.getString(9)));
    }

    /** By the name, without the uid. */
    int compare(AssetId asset) {
      int order = CodePoints.compare(cluster, asset.cluster());
      order = order != 0 ? order : CodePoints.compare(kind, asset.kind());
      order = order != 0 ? order : CodePoints.compare(namespace, asset.namespace());
      return order != 0 ? order : CodePoints.compare(name, asset.name());
    }

    boolean isOf(AssetVersion version) {
      return (uid == null || uid.equals(version.asset().uid()))
          && Objects.equals(department, version.facts().department())
          && Objects.equals(tenant, version.facts().tenant());
    }
  }

  /**
   * What was found in an asset.
   *
   * @param version its asset follows that of the last call in the order of ids
   */
  List<AssetFinding> of(AssetVersion version) throws SQLException {
    if (!ofName.isEmpty() && ofName.get(0).compare(version.asset()) != 0) {
      ofName.clear();
    }
    while (ahead != null) {
      int order = ahead.compare(version.asset());
      if (order > 0) {
        break;
      }
      if (order == 0) {
        ofName.add(ahead);
      }
      ahead = rows.next();
    }
    return ofName.stream().filter(found -> found.isOf(version)).map(Found::finding).toList();
  }

  @Override
  public void close() throws SQLException {
    rows.close();
  }
}
