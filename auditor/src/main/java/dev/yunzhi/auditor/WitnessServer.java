package dev.yunzhi.auditor;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.yunzhi.audit.note.AddCheckpoint;
import dev.yunzhi.audit.witness.Answer;
import dev.yunzhi.audit.witness.Witness;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;

/**
 * A witness over HTTP: {@code POST /add-checkpoint}, and no more. Bodies are bounded, and so is the
 * time that a request may take to come in.
 */
final class WitnessServer implements AutoCloseable {
  private static final String PATH = "/add-checkpoint";
  private static final String TEXT = "text/plain; charset=utf-8";

  /** As C2SP tlog-witness has it. */
  private static final String SIZE = "text/x.tlog.size";

  private static final int THREADS = 16;
  private static final int WAITING = 256;
  private static final int MAX_CONNECTIONS = 512;

  private final HttpServer server;
  private final ThreadPoolExecutor threads =
      new ThreadPoolExecutor(
          THREADS, THREADS, 1, TimeUnit.MINUTES, new ArrayBlockingQueue<>(WAITING));
  private final Witness witness;
  private final Consumer<String> log;

  /**
   * @param tls what it shows to clients; null for plain HTTP
   * @param log takes a line for each answer
   */
  WitnessServer(InetSocketAddress address, SSLContext tls, Witness witness, Consumer<String> log)
      throws IOException {
    this.witness = witness;
    this.log = log;
    if (tls == null) {
      server = HttpServer.create(address, 0);
    } else {
      HttpsServer secured = HttpsServer.create(address, 0);
      secured.setHttpsConfigurator(new HttpsConfigurator(tls));
      server = secured;
    }
    server.createContext("/", this::answer);
    server.setExecutor(threads);
  }

  /**
   * Bounds what clients may take of every server of this program; to be called before the first.
   *
   * @param patience how long a request, or an answer, may take; whole seconds
   */
  static void bound(Duration patience) {
    String seconds = Long.toString(patience.toSeconds());
    // The names under which the JDK's server takes them, since it has no method for it.
    System.setProperty("sun.net.httpserver.maxReqTime", seconds);
    System.setProperty("sun.net.httpserver.maxRspTime", seconds);
    System.setProperty("jdk.httpserver.maxConnections", Integer.toString(MAX_CONNECTIONS));
  }

  void start() {
    server.start();
  }

  /** The port that it listens at. */
  int port() {
    return server.getAddress().getPort();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (!exchange.getRequestURI().getPath().equals(PATH)) {
        send(exchange, 404, TEXT, "there is %s and no more\n".formatted(PATH));
      } else if (!exchange.getRequestMethod().equals("POST")) {
        exchange.getResponseHeaders().set("Allow", "POST");
        send(exchange, 405, TEXT, "POST is what it takes\n");
      } else {
        add(exchange);
      }
    }
  }

  private void add(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readNBytes(AddCheckpoint.MAX_BYTES + 1);
    if (body.length > AddCheckpoint.MAX_BYTES) {
      send(
          exchange,
          413,
          TEXT,
          "a request has at most %d bytes\n".formatted(AddCheckpoint.MAX_BYTES));
      return;
    }
    Answer answer;
    try {
      answer = witness.add(body);
    } catch (IOException | RuntimeException e) {
      log.accept("500: " + e);
      send(exchange, 500, TEXT, "the witness' memory failed; nothing was cosigned\n");
      return;
    }
    String type = answer.kind() == Answer.Kind.CONFLICT ? SIZE : TEXT;
    send(exchange, answer.kind().status(), type, answer.body());
  }

  private void send(HttpExchange exchange, int status, String type, String body)
      throws IOException {
    byte[] bytes = body.getBytes(UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    log.accept("%d to %s: %s".formatted(status, exchange.getRemoteAddress(), body.strip()));
  }

  @Override
  public void close() {
    server.stop(1);
    threads.shutdown();
  }
}
