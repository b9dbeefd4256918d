package dev.yunzhi.e2e.agent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.yunzhi.e2e.cluster.LocalProcess;
import dev.yunzhi.e2e.cluster.Programs;
import dev.yunzhi.e2e.docs.FencedBlocks;
import dev.yunzhi.e2e.estate.Estate;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The pinned opa as a server, configured as docs/opa-agents.md says. */
final class StockOpa implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final LocalProcess process;
  private final URI url;
  private final HttpClient http = HttpClient.newHttpClient();

  private StockOpa(LocalProcess process, URI url) {
    this.process = process;
    this.url = url;
  }

  /**
   * Starts it.
   *
   * @param configuration which of the page's, from 0
   * @param token that it signs in with
   */
  static StockOpa start(Estate estate, Path folder, int configuration, Path token)
      throws IOException {
    Path page = Programs.root().resolve("docs/opa-agents.md");
    Path file =
        Files.writeString(
            folder.resolve("agent.yml"), FencedBlocks.of(page, "yml").get(configuration));
    int port;
    try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    LocalProcess process =
        LocalProcess.start(
            folder,
            "opa",
            List.of(
                Programs.path("opa").toString(),
                "run",
                "--server",
                "--addr=127.0.0.1:" + port,
                "--config-file=" + file,
                "--set-file=keys.yunzhi.key=" + estate.signing().publicKey()),
            Map.of(
                "YUNZHI_URL", estate.console().toString(),
                "YUNZHI_CA_FILE", estate.authority().toString(),
                "YUNZHI_TOKEN_FILE", token.toString(),
                "YUNZHI_STATE", folder.resolve("state").toString()));
    return new StockOpa(process, URI.create("http://127.0.0.1:" + port));
  }

  /** What the policies find in an input; missing while it has none in force. */
  JsonNode findings(String input) throws IOException {
    return JSON.readTree(
            send(
                HttpRequest.newBuilder(url.resolve("/v1/data/yunzhi/findings"))
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString("{\"input\": " + input + "}"))
                    .build()))
        .path("result");
  }

  private String send(HttpRequest request) throws IOException {
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  @Override
  public void close() {
    process.close();
  }
}
