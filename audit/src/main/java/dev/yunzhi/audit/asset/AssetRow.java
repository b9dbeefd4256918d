package dev.yunzhi.audit.asset;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;

/** Reads the columns of {@code asset_version} by their names. */
final class AssetRow {
  static final String ID_COLUMNS = "c.cluster, c.kind, c.namespace, c.name, c.uid";
  static final String COLUMNS =
      ID_COLUMNS
          + ", c.department, c.tenant, c.project, c.document, c.valid_from, c.learned_at, c.leaf";

  private AssetRow() {}

  static AssetId id(ResultSet row) throws SQLException {
    return new AssetId(
        row.getString("cluster"),
        row.getString("kind"),
        row.getString("namespace"),
        row.getString("name"),
        row.getString("uid"));
  }

  /** Null: gone. */
  static AssetFacts facts(ResultSet row) throws SQLException {
    String document = row.getString("document");
    return document == null
        ? null
        : new AssetFacts(
            row.getString("department"),
            row.getString("tenant"),
            row.getString("project"),
            document);
  }

  static AssetVersion version(ResultSet row) throws SQLException {
    return new AssetVersion(
        id(row),
        facts(row),
        instant(row, "first_seen"),
        instant(row, "valid_from"),
        instant(row, "valid_to"),
        instant(row, "learned_at"),
        row.getLong("leaf"));
  }

  private static Instant instant(ResultSet row, String column) throws SQLException {
    OffsetDateTime value = row.getObject(column, OffsetDateTime.class);
    return value == null ? null : value.toInstant();
  }
}
