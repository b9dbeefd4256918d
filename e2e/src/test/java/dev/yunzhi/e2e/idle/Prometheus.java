package dev.yunzhi.e2e.idle;

import dev.yunzhi.e2e.cluster.LocalProcess;
import dev.yunzhi.e2e.cluster.Programs;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/** The pinned Prometheus server, on loopback. Its data survive its end. Not thread-safe. */
final class Prometheus implements AutoCloseable {

  private final Path directory;
  private final int port;
  private LocalProcess process;

  /**
   * Makes one that does not run yet.
   *
   * @param directory of its configuration, its data ({@code data}) and its log
   * @param target that it scrapes every second, {@code host:port}; null scrapes nothing
   */
  Prometheus(Path directory, String target) throws IOException {
    this.directory = Files.createDirectories(directory);
    try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      this.port = free.getLocalPort();
    }
    Files.writeString(
        directory.resolve("prometheus.yml"),
        "global: {scrape_interval: 1s}\n"
            + (target == null
                ? ""
                : "scrape_configs: [{job_name: use, static_configs: [{targets: ['%s']}]}]\n"
                    .formatted(target)));
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /** Returns once it answers. */
  Prometheus start() {
    process =
        LocalProcess.start(
            directory,
            "prometheus",
            List.of(
                Programs.path("prometheus").toString(),
                "--config.file=" + directory.resolve("prometheus.yml"),
                "--storage.tsdb.path=" + directory.resolve("data"),
                "--storage.tsdb.retention.time=60d",
                "--web.listen-address=127.0.0.1:" + port),
            Map.of());
    Awaitility.await("Prometheus answers")
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(100))
        .until(this::isReady);
    return this;
  }

  private boolean isReady() {
    if (!process.alive()) {
      throw new IllegalStateException("Prometheus has ended; its log is " + process.log());
    }
    try {
      var asked = (HttpURLConnection) url().resolve("/-/ready").toURL().openConnection();
      return asked.getResponseCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  /** Ends it; it can be started again. */
  void stop() {
    process.close();
  }

  @Override
  public void close() {
    if (process != null) {
      process.close();
    }
  }
}
