package dev.yunzhi.audit;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.yunzhi.audit.store.AuditSchema;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.sql.DataSource;

/** A real PostgreSQL, as durable as in production, shared by all tests, which run one by one. */
public final class TestDatabase {
  private static final Logger FLYWAY = Logger.getLogger("org.flywaydb");

  static {
    FLYWAY.setLevel(Level.WARNING);
  }

  private TestDatabase() {}

  private static final class Server {
    static final EmbeddedPostgres SHARED = start(EmbeddedPostgres.builder());
    static final DataSource DATABASE = migrated("shared");

    private static DataSource migrated(String name) {
      execute(SHARED.getPostgresDatabase(), "create database " + name);
      DataSource database = SHARED.getDatabase("postgres", name);
      AuditSchema.migrate(database);
      return pool(database);
    }
  }

  public static EmbeddedPostgres start(EmbeddedPostgres.Builder builder) {
    try {
      return builder
          .setServerConfig("fsync", "on")
          .setServerConfig("synchronous_commit", "on")
          .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Our tables, emptied. */
  public static DataSource empty() {
    execute(
        Server.DATABASE,
        """
        truncate ledger_block, ledger_body, ledger_signature, ledger_key, ledger_tile, ledger_checkpoint, asset_version, asset_place, asset_region, register_import, register_place,
          ledger_shelf, ledger_body_removed, ledger_hold, ledger_removal, ledger_file_discarded, api_server_counters;
        update ledger_head set size = 0, peaks = '', recorded_at = 'epoch'
        """);
    return Server.DATABASE;
  }

  /** A database without our tables, with a new connection each time. */
  public static DataSource bare(String name) {
    execute(Server.SHARED.getPostgresDatabase(), "create database " + name);
    return Server.SHARED.getDatabase("postgres", name);
  }

  /** Connections are pooled as in production. The pool ends with the process. */
  public static DataSource pool(DataSource database) {
    HikariConfig config = new HikariConfig();
    config.setDataSource(database);
    config.setMaximumPoolSize(10);
    config.setMinimumIdle(0);
    return new HikariDataSource(config);
  }

  public static void execute(DataSource source, String sql) {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  public static long number(DataSource source, String sql) {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }
}
