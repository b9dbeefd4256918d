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
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.sql.DataSource;

/** A real PostgreSQL, as durable as in production, shared by all tests; each gets a database. */
public final class TestDatabase {
  private static final AtomicInteger COUNT = new AtomicInteger();

  private static final Logger FLYWAY = Logger.getLogger("org.flywaydb");

  static {
    FLYWAY.setLevel(Level.WARNING);
  }

  private TestDatabase() {}

  private static final class Server {
    static final EmbeddedPostgres SHARED = start(EmbeddedPostgres.builder());
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

  /** An empty database with our tables. */
  public static DataSource create() {
    String name = "test" + COUNT.incrementAndGet();
    execute(Server.SHARED.getPostgresDatabase(), "create database " + name);
    DataSource database = unpooled(name);
    AuditSchema.migrate(database);
    return pool(database);
  }

  /** A database that is there already, with a new connection each time. */
  public static DataSource unpooled(String name) {
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
