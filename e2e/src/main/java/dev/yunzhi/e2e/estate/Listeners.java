package dev.yunzhi.e2e.estate;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The ports on loopback that the two programs listen on: chosen free once, then kept, since
 * kube-apiserver is told of them.
 *
 * @param operator port of the operator's webhooks
 * @param controlPlane port of REST and console
 */
record Listeners(int operator, int controlPlane) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Reads the ports of a state folder, or chooses them on its first use. */
  static Listeners of(Path state) throws IOException {
    Path file = state.resolve("listeners.json");
    if (Files.exists(file)) {
      return JSON.readValue(file.toFile(), Listeners.class);
    }
    try (ServerSocket one = free();
        ServerSocket other = free()) {
      Listeners chosen = new Listeners(one.getLocalPort(), other.getLocalPort());
      Files.createDirectories(state);
      JSON.writeValue(file.toFile(), chosen);
      return chosen;
    }
  }

  URI operatorUrl() {
    return URI.create("https://127.0.0.1:" + operator);
  }

  URI controlPlaneUrl() {
    return URI.create("https://127.0.0.1:" + controlPlane);
  }

  /**
   * Below the range that systems give to outgoing connections, which would take it while the
   * program is down.
   */
  private static ServerSocket free() throws IOException {
    IOException last = null;
    for (int tries = 0; tries < 200; tries++) {
      try {
        int port = ThreadLocalRandom.current().nextInt(20_000, 32_000);
        return new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
      } catch (BindException taken) {
        last = taken;
      }
    }
    throw new IOException("no free port on loopback", last);
  }
}
