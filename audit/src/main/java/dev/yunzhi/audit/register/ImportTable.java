package dev.yunzhi.audit.register;

import dev.yunzhi.audit.keeping.Person;
import dev.yunzhi.audit.store.Query;
import dev.yunzhi.audit.store.Rows;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/** The table {@code register_import}. */
final class ImportTable {
  private static final String SELECT = "select * from register_import";

  private ImportTable() {}

  /** An import with the leaves of what it recorded. */
  record Row(ImportRecord told, long firstLeaf, long lastLeaf) {}

  static long insert(
      Connection connection, ImportFile file, Leaves leaves, long leaf, Person by, Instant at)
      throws SQLException {
    long id = Rows.nextId(connection, "register_import");
    Rows.write(
        connection,
        """
        insert into register_import (id, sha256, name, rows, added, changed, first_leaf, last_leaf,
          leaf, made_by, realm, made_at)
        overriding system value values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
        id,
        file.sha256(),
        file.name(),
        file.rows(),
        leaves.added(),
        leaves.count() - leaves.added(),
        leaves.first(),
        leaves.last(),
        leaf,
        by.name(),
        by.realm(),
        at);
    return id;
  }

  static void undone(Connection connection, long id, long leaf, Person by, Instant at)
      throws SQLException {
    Rows.write(
        connection,
        "update register_import set undone_leaf = ?, undone_by = ?, undone_at = ? where id = ?",
        leaf,
        by.name(),
        at,
        id);
  }

  /** The import of a file that stands. */
  static Optional<ImportRecord> standing(Connection connection, String sha256) throws SQLException {
    return new Query("look for an import of the same file")
            .sql(SELECT + " where sha256 = ? and undone_leaf is null", sha256)
            .list(connection, ImportTable::read)
            .stream()
            .findFirst()
            .map(Row::told);
  }

  static Optional<Row> find(Connection connection, long id) throws SQLException {
    return new Query("read an import")
        .sql(SELECT + " where id = ?", id).list(connection, ImportTable::read).stream().findFirst();
  }

  /** The latest first. */
  static List<ImportRecord> list(DataSource source, Person onlyOf, int most) {
    Query query = new Query("list the imports").sql(SELECT);
    if (onlyOf != null) {
      query.sql(" where made_by = ? and realm = ?", onlyOf.name(), onlyOf.realm());
    }
    return query.sql(" order by id desc limit ?", most).list(source, ImportTable::read).stream()
        .map(Row::told)
        .toList();
  }

  private static Row read(ResultSet row) throws SQLException {
    Instant undone = instant(row, "undone_at");
    return new Row(
        new ImportRecord(
            row.getLong("id"),
            row.getString("sha256"),
            row.getString("name"),
            row.getLong("rows"),
            row.getLong("added"),
            row.getLong("changed"),
            row.getLong("leaf"),
            row.getString("made_by"),
            row.getString("realm"),
            instant(row, "made_at"),
            undone == null
                ? null
                : new ImportRecord.Undone(
                    row.getString("undone_by"), undone, row.getLong("undone_leaf"))),
        row.getLong("first_leaf"),
        row.getLong("last_leaf"));
  }

  private static Instant instant(ResultSet row, String column) throws SQLException {
    OffsetDateTime value = row.getObject(column, OffsetDateTime.class);
    return value == null ? null : value.toInstant();
  }
}
