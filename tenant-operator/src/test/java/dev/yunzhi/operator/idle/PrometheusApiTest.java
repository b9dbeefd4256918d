package dev.yunzhi.operator.idle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.yunzhi.operator.http.RemoteClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Answers that a Prometheus, or what stands in for one, may give. */
class PrometheusApiTest {

  private static final String SAMPLE =
      "{\"metric\":{\"namespace\":\"%s\"},\"value\":[1764158400,\"%s\"]}";

  private final AtomicReference<String> authorization = new AtomicReference<>();
  private final AtomicReference<String> form = new AtomicReference<>();
  private final CountDownLatch held = new CountDownLatch(1);
  private HttpServer server;
  private int status = 200;
  private String answer;
  private boolean holds;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/prefix/api/v1/query",
        exchange -> {
          authorization.set(exchange.getRequestHeaders().getFirst("Authorization"));
          form.set(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
          exchange.sendResponseHeaders(status, 0);
          try (var out = exchange.getResponseBody()) {
            if (holds) {
              held.await();
            }
            out.write(answer.getBytes(UTF_8));
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    server.start();
  }

  @AfterEach
  void stop() {
    held.countDown();
    server.stop(0);
  }

  private Map<String, Double> ask(Path token, Duration timeout) throws Exception {
    var url = URI.create("http://127.0.0.1:%d/prefix/".formatted(server.getAddress().getPort()));
    return new PrometheusApi(new RemoteClient(url, null, token), timeout, 1000)
        .byNamespace("sum by (namespace) (x)", Instant.parse("2026-11-26T12:00:00Z"));
  }

  private Map<String, Double> ask() throws Exception {
    return ask(null, Duration.ofSeconds(20));
  }

  private static String vector(String... samples) {
    return "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[%s]}}"
        .formatted(String.join(",", samples));
  }

  @Test
  void aVectorIsReadAndTheQuestionComesWithTheToken(@TempDir Path folder) throws Exception {
    answer = vector(SAMPLE.formatted("a", "0.25"), SAMPLE.formatted("b", "1e3"));
    Path token = Files.writeString(folder.resolve("token"), "secret\n");

    assertThat(ask(token, Duration.ofSeconds(20))).isEqualTo(Map.of("a", 0.25, "b", 1000.0));
    assertThat(authorization.get()).isEqualTo("Bearer secret");
    assertThat(form.get())
        .isEqualTo(
            "query=sum+by+%28namespace%29+%28x%29&time=2026-11-26T12%3A00%3A00Z&timeout=20000ms");
  }

  @Test
  void whatIsNoNumberOrOfNoNamespaceIsUnknown() throws Exception {
    answer =
        vector(
            SAMPLE.formatted("nan", "NaN"),
            SAMPLE.formatted("inf", "+Inf"),
            SAMPLE.formatted("", "1"),
            "{\"metric\":{},\"value\":[1,\"1\"]}");

    assertThat(ask()).isEmpty();
  }

  @Test
  void anErrorIsToldInItsOwnWords() {
    status = 422;
    answer = "{\"status\":\"error\",\"errorType\":\"execution\",\"error\":\"too many samples\"}";

    assertThatThrownBy(this::ask)
        .isInstanceOf(IOException.class)
        .hasMessage("Prometheus answered 422: too many samples");
  }

  @Test
  void whatIsNoVectorByNamespaceIsRefused() {
    answer = "{\"status\":\"success\",\"data\":{\"resultType\":\"scalar\",\"result\":[1,\"1\"]}}";
    assertThatThrownBy(this::ask).hasMessageContaining("answered a scalar");

    answer = vector(SAMPLE.formatted("a", "1"), SAMPLE.formatted("a", "2"));
    assertThatThrownBy(this::ask).hasMessageContaining("two values for the namespace a");

    answer = "<html>";
    assertThatThrownBy(this::ask).hasMessage("Prometheus answered 200 and no JSON");
  }

  @Test
  void anAnswerWithoutEndIsNotReadToIt() {
    answer = " ".repeat(1001);

    assertThatThrownBy(this::ask).hasMessage("the answer of Prometheus is larger than 1000 bytes");
  }

  @Test
  void anAnswerThatDoesNotEndInTimeIsNone() {
    answer = vector();
    holds = true;

    assertThatThrownBy(() -> ask(null, Duration.ofMillis(200)))
        .hasMessageContaining("no whole answer within");
  }
}
