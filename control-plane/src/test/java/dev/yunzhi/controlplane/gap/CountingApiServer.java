package dev.yunzhi.controlplane.gap;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A metrics page that does what a real API server cannot be made to do: restart, refuse, hang. */
final class CountingApiServer implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch closed = new CountDownLatch(1);
  final AtomicInteger asked = new AtomicInteger();
  private volatile int status = 200;
  private volatile String page = "";
  private volatile boolean hangs;

  CountingApiServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/metrics", this::answer);
    server.setExecutor(threads);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
  }

  /** The page of a process that started at a second since 1970. */
  void counts(long startedAt, long webhook, long rejected) {
    page =
        """
        # TYPE apiserver_audit_error_total counter
        apiserver_audit_error_total{plugin="webhook"} %d
        apiserver_audit_requests_rejected_total %d
        process_start_time_seconds %d
        """
            .formatted(webhook, rejected, startedAt);
    hangs = false;
    status = 200;
  }

  void refuses(int with) {
    status = with;
  }

  /** From now on half a page comes, and no more. */
  void hangs() {
    hangs = true;
  }

  private void answer(HttpExchange exchange) throws IOException {
    asked.incrementAndGet();
    try (exchange) {
      byte[] body = page.getBytes(UTF_8);
      exchange.sendResponseHeaders(status, body.length);
      try (OutputStream out = exchange.getResponseBody()) {
        if (hangs) {
          out.write(body, 0, body.length / 2);
          out.flush();
          closed.await();
        } else {
          out.write(body);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
