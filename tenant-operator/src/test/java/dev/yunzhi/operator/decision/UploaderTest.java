package dev.yunzhi.operator.decision;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.yunzhi.operator.OperatorProperties.ControlPlane;
import dev.yunzhi.operator.http.RemoteClient;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UploaderTest {

  @TempDir Path directory;

  private final Queue<Integer> answers = new ArrayDeque<>(List.of(503, 401));
  private final BlockingQueue<String> received = new LinkedBlockingQueue<>();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private HttpServer controlPlane;

  @BeforeEach
  void start() throws IOException {
    controlPlane = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    controlPlane.createContext("/api/v1/opa/logs", this::answer);
    controlPlane.start();
  }

  @AfterEach
  void stop() {
    controlPlane.stop(0);
  }

  @Test
  void aDecisionIsSentUntilItIsAcknowledgedAndThenForgotten() throws Exception {
    Path token = Files.writeString(directory.resolve("token"), "secret\n");
    URI url = URI.create("http://127.0.0.1:" + controlPlane.getAddress().getPort() + "/");
    var settings = new ControlPlane(url, null, token);
    try (var spool = new Spool(directory.resolve("spool"), 10_000, 1000);
        var uploader = new Uploader(spool, RemoteClient.of(settings), meters)) {
      uploader.start();
      ObjectNode event = new ObjectMapper().createObjectNode().put("decision_id", "d1");
      new SpooledLog(spool, uploader::wake, meters).append(event);

      String batch = "Bearer secret gzip [{\"decision_id\":\"d1\"}]";
      assertThat(received.poll(20, TimeUnit.SECONDS)).isEqualTo(batch);
      assertThat(received.poll(20, TimeUnit.SECONDS)).isEqualTo(batch);
      assertThat(received.poll(20, TimeUnit.SECONDS)).isEqualTo(batch);
      while (spool.bytes() > 0) {
        TimeUnit.MILLISECONDS.sleep(10);
      }
      assertThat(meters.counter("yunzhi.decisions.upload.failures").count()).isEqualTo(2);
      assertThat(received).isEmpty();
    }
  }

  @Test
  void aDecisionThatFindsNoRoomIsCountedAsLost() throws Exception {
    try (var spool = new Spool(directory, 5, 1000)) {
      new SpooledLog(spool, () -> {}, meters)
          .append(new ObjectMapper().createObjectNode().put("decision_id", "d1"));

      assertThat(meters.counter("yunzhi.decisions.lost").count()).isEqualTo(1);
      assertThat(meters.counter("yunzhi.decisions.recorded").count()).isZero();
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange;
        var body = new GZIPInputStream(exchange.getRequestBody())) {
      var headers = exchange.getRequestHeaders();
      received.add(
          headers.getFirst("Authorization")
              + " "
              + headers.getFirst("Content-Encoding")
              + " "
              + new String(body.readAllBytes(), StandardCharsets.UTF_8));
      Integer status = answers.poll();
      exchange.sendResponseHeaders(status == null ? 200 : status, -1);
    }
  }
}
