package dev.yunzhi.e2e.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A PostgreSQL with one database, {@code yunzhi}, that belongs to a user of the same name. What it
 * acknowledges is on disk.
 *
 * <p>Thread-safe. It ends when it is closed, and when this JVM ends, however it ends; only one out
 * of an image of somebody else's outlives a {@code kill -9} of this JVM.
 */
public final class LocalPostgres implements AutoCloseable {
  private final Launch launch;

  private LocalPostgres(Launch launch) {
    this.launch = launch;
  }

  /**
   * Starts a PostgreSQL whose data lie in the directory, and waits until it takes connections. On a
   * directory that was used before, data, password and (where it is still free) port are as they
   * were.
   *
   * @throws IllegalStateException with the reason, if it does not start
   */
  public static LocalPostgres start(Path directory) {
    return start(directory, Lifetime.OF_THIS_JVM);
  }

  /**
   * Starts a PostgreSQL that lives as long as is said; in a container it always ends with this JVM.
   */
  public static LocalPostgres start(Path directory, Lifetime lifetime) {
    Path absolute = directory.toAbsolutePath().normalize();
    String image = System.getenv("YUNZHI_POSTGRES_IMAGE");
    if (Containers.wanted() && image != null) {
      return new LocalPostgres(PostgresContainerLaunch.start(absolute, image));
    }
    List<String> options = List.of("--home", PostgresPrograms.home().toString());
    return new LocalPostgres(Launch.start(lifetime, absolute, "postgres", options, Map.of()));
  }

  /** Where it is, for a JDBC driver. */
  public String jdbcUrl() {
    return launch.ready().get("jdbcUrl").asText();
  }

  /** The database's owner. */
  public String user() {
    return launch.ready().get("user").asText();
  }

  /** The file, readable by its owner alone, that holds nothing but the password. */
  public Path passwordFile() {
    return Path.of(launch.ready().get("passwordFile").asText());
  }

  /** The owner's password. */
  public String password() {
    try {
      return Files.readString(passwordFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The database, with a new connection each time. */
  public DataSource database() {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(jdbcUrl());
    source.setUser(user());
    source.setPassword(password());
    return source;
  }

  /** A new connection as the database's owner. The caller closes it. */
  public Connection connect() throws SQLException {
    return DriverManager.getConnection(jdbcUrl(), user(), password());
  }

  /** The server's own process. */
  public ProcessHandle server() {
    JsonNode component = launch.ready().path("components").path("postgres");
    return ProcessHandle.of(component.path("pid").asLong())
        .orElseThrow(() -> new IllegalStateException("PostgreSQL does not run"));
  }

  /** Whether it still runs. */
  public boolean alive() {
    return launch.alive();
  }

  /** Kills launcher and server as {@code kill -9} does. */
  public void kill() {
    launch.kill();
  }

  @Override
  public void close() {
    launch.close();
  }
}
