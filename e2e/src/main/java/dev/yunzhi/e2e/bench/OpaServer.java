package dev.yunzhi.e2e.bench;

import dev.yunzhi.e2e.cluster.Certificate;
import dev.yunzhi.e2e.cluster.LocalProcess;
import dev.yunzhi.e2e.cluster.Programs;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** OPA's own server on loopback, over HTTPS, with the policies of a folder. */
final class OpaServer implements AutoCloseable {

  private final LocalProcess process;
  private final URI url;

  private OpaServer(LocalProcess process, URI url) {
    this.process = process;
    this.url = url;
  }

  /** Starts it and waits until it listens. */
  static OpaServer start(Path directory, Path policies, Certificate certificate)
      throws IOException, InterruptedException {
    int port = freePort();
    URI url = URI.create("https://127.0.0.1:" + port);
    LocalProcess process =
        LocalProcess.start(
            directory,
            "opa",
            List.of(
                Programs.path("opa").toString(),
                "run",
                "--server",
                "--addr",
                url.toString(),
                "--tls-cert-file",
                certificate.certificate().toString(),
                "--tls-private-key-file",
                certificate.key().toString(),
                "--disable-telemetry",
                "--log-level",
                "error",
                "--bundle",
                policies.toString()),
            Map.of());
    Waiting.until(
        "OPA listens", Duration.ofSeconds(30), Duration.ofMillis(100), () -> listens(port));
    return new OpaServer(process, url);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static boolean listens(int port) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  URI url() {
    return url;
  }

  @Override
  public void close() {
    process.close();
  }
}
