package dev.yunzhi.e2e.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.api.model.HostConfig;
import java.io.Closeable;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.testcontainers.containers.BindMode;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;

/**
 * The launcher in a container, with the same command line.
 *
 * <p>It shares network and process numbers with this machine, so that the API server reaches
 * webhooks that listen here and its processes can be found and killed by tests. As a process does,
 * it ends when its standard input does, and that is a connection of this JVM to the engine.
 */
final class ContainerLaunch implements Launch {
  private static final Duration READY_LIMIT = Duration.ofMinutes(4);

  private final GenericContainer<?> container;
  private final Closeable owner;
  private final JsonNode ready;

  private ContainerLaunch(GenericContainer<?> container, Closeable owner, JsonNode ready) {
    this.container = container;
    this.owner = owner;
    this.ready = ready;
  }

  /**
   * Starts a cluster and waits until it is ready.
   *
   * @param reads files outside the directory that the options name
   */
  static ContainerLaunch start(Path directory, List<String> command, List<Path> reads) {
    try {
      Files.createDirectories(directory);
      Path record = directory.resolve("cluster.json");
      Files.deleteIfExists(record);
      int user = (int) Files.getAttribute(directory, "unix:uid");
      GenericContainer<?> container =
          new GenericContainer<>(Containers.clusterImage())
              .withCommand(command.toArray(String[]::new))
              .withNetworkMode("host")
              .withTmpFs(Map.of("/tmp", "rw"))
              .withFileSystemBind(directory.toString(), directory.toString(), BindMode.READ_WRITE)
              .withCreateContainerCmdModifier(
                  create -> {
                    HostConfig host = create.getHostConfig();
                    host.withPidMode("host");
                    create.withUser(Integer.toString(user)).withStdinOpen(true).withStdInOnce(true);
                  })
              .waitingFor(
                  Wait.forLogMessage(".*\"kubeconfig\".*", 1).withStartupTimeout(READY_LIMIT));
      for (Path file : reads) {
        container.withFileSystemBind(file.toString(), file.toString(), BindMode.READ_ONLY);
      }
      container.start();
      Closeable owner = own(container);
      return new ContainerLaunch(container, owner, new ObjectMapper().readTree(record.toFile()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Holds the container's standard input open for as long as this JVM lives. */
  private static Closeable own(GenericContainer<?> container) throws IOException {
    PipedOutputStream open = new PipedOutputStream();
    PipedInputStream input = new PipedInputStream(open);
    ResultCallback.Adapter<Frame> attached =
        container
            .getDockerClient()
            .attachContainerCmd(container.getContainerId())
            .withStdIn(input)
            .withFollowStream(true)
            .exec(new ResultCallback.Adapter<>());
    return () -> {
      open.close();
      attached.close();
    };
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
    close();
  }

  @Override
  public void close() {
    try {
      // SIGTERM first: Testcontainers' own stop would kill.
      if (container.isRunning()) {
        container
            .getDockerClient()
            .stopContainerCmd(container.getContainerId())
            .withTimeout(60)
            .exec();
      }
      owner.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      container.stop();
    }
  }
}
