package dev.yunzhi.audit.store;

import dev.yunzhi.audit.ledger.RowsToBlocks;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** The tables of the ledger and of the asset history, brought up to this version. */
public final class AuditSchema {
  private AuditSchema() {}

  /**
   * Creates or upgrades the tables. Safe to call from several programs at once; those already there
   * stay as they are.
   *
   * @param source connects as the owner of the schema
   * @throws StoreException when the server would acknowledge what is not on disk
   */
  public static void migrate(DataSource source) {
    requireDurability(source);
    Flyway.configure()
        .dataSource(source)
        .locations("classpath:db/audit")
        .javaMigrations(new RowsToBlocks())
        .table("audit_schema_history")
        .baselineOnMigrate(true)
        .baselineVersion("0")
        .load()
        .migrate();
  }

  /** An acknowledged leaf is on disk: with these settings off, a power cut would take it back. */
  private static void requireDurability(DataSource source) {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                """
                select string_agg(name, ', ' order by name) from pg_settings
                where name in ('fsync', 'synchronous_commit', 'full_page_writes')
                  and setting = 'off'
                """)) {
      if (row.next() && row.getString(1) != null) {
        throw new StoreException(
            "PostgreSQL runs with these settings off: "
                + row.getString(1)
                + "; turn them on, or acknowledged events can be lost");
      }
    } catch (SQLException e) {
      throw new StoreException("read the settings of the database", e);
    }
  }
}
