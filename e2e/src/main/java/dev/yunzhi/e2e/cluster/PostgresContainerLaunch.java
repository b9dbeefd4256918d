package dev.yunzhi.e2e.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.testcontainers.containers.BindMode;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * PostgreSQL from an image that keeps the contract of the official one, its data in the directory
 * as with a process.
 */
final class PostgresContainerLaunch implements Launch {
  private static final String NAME = "yunzhi";
  private static final Duration READY_LIMIT = Duration.ofMinutes(2);

  private final PostgreSQLContainer container;
  private final JsonNode ready;

  private PostgresContainerLaunch(PostgreSQLContainer container, JsonNode ready) {
    this.container = container;
    this.ready = ready;
  }

  /** Starts the image on the directory; its port is chosen at the first start and kept. */
  static PostgresContainerLaunch start(Path directory, String image) {
    try {
      Files.createDirectories(directory);
      Path passwordFile = passwordFile(directory);
      Path portFile = directory.resolve("container-port");
      boolean first = Files.notExists(portFile);
      int port = first ? freePort() : Integer.parseInt(Files.readString(portFile));
      PostgreSQLContainer container =
          new PostgreSQLContainer(
                  DockerImageName.parse(image).asCompatibleSubstituteFor("postgres"))
              .withDatabaseName(NAME)
              .withUsername(NAME)
              .withPassword(Files.readString(passwordFile));
      container.setPortBindings(
          List.of("127.0.0.1:" + port + ":" + PostgreSQLContainer.POSTGRESQL_PORT));
      container.withFileSystemBind(
          directory.resolve("container-data").toString(),
          "/var/lib/postgresql/data",
          BindMode.READ_WRITE);
      // Testcontainers' own default is fsync=off: here, what is acknowledged is on disk.
      container.withCommand("postgres", "-c", "fsync=on");
      // At the first start the image starts the server once more, when the database is made.
      container.waitingFor(
          Wait.forLogMessage(".*database system is ready to accept connections.*\\s", first ? 2 : 1)
              .withStartupTimeout(READY_LIMIT));
      container.start();
      Files.writeString(portFile, Integer.toString(port));
      ObjectNode ready =
          new ObjectMapper()
              .createObjectNode()
              .put("jdbcUrl", "jdbc:postgresql://127.0.0.1:" + port + "/" + NAME)
              .put("user", NAME)
              .put("passwordFile", passwordFile.toString());
      // The image's first process becomes the server; the engine tells its number on this machine.
      long pid = container.getCurrentContainerInfo().getState().getPidLong();
      ready.putObject("components").putObject("postgres").put("pid", pid);
      return new PostgresContainerLaunch(container, ready);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path passwordFile(Path directory) throws IOException {
    Path file = directory.resolve("password");
    if (Files.notExists(file)) {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(file, UUID.randomUUID().toString());
    }
    return file;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Override
  public JsonNode ready() {
    return ready;
  }

  @Override
  public boolean alive() {
    return container.isRunning();
  }

  @Override
  public void kill() {
    container.getDockerClient().killContainerCmd(container.getContainerId()).exec();
    container.stop();
  }

  @Override
  public void close() {
    if (container.isRunning()) {
      container
          .getDockerClient()
          .stopContainerCmd(container.getContainerId())
          .withTimeout(60)
          .exec();
    }
    container.stop();
  }
}
