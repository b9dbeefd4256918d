package dev.yunzhi.e2e.idle;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * Says what namespaces use, as cAdvisor and kube-state-metrics do: there are no nodes here that
 * could run anything. Thread-safe.
 */
final class UseExporter implements AutoCloseable {

  private static final class Use {
    double cores;
    double bytes;
    double coreSeconds;
    long since = System.nanoTime();

    void go() {
      long now = System.nanoTime();
      coreSeconds += cores * (now - since) / 1e9;
      since = now;
    }
  }

  private final HttpServer server;
  private final Map<String, Use> byNamespace = new TreeMap<>();

  UseExporter() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/metrics",
        exchange -> {
          byte[] body = metrics().getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().add("Content-Type", "text/plain; version=0.0.4");
          exchange.sendResponseHeaders(200, body.length);
          try (var out = exchange.getResponseBody()) {
            out.write(body);
          }
        });
    server.start();
  }

  /** Where it is scraped. */
  String target() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  /** Pods in that namespace use so much from now on. */
  synchronized void uses(String namespace, double cores, double bytes) {
    Use use = byNamespace.computeIfAbsent(namespace, n -> new Use());
    use.go();
    use.cores = cores;
    use.bytes = bytes;
  }

  private synchronized String metrics() {
    var text = new StringBuilder();
    byNamespace.forEach(
        (namespace, use) -> {
          use.go();
          String pod = "{namespace=\"%s\",pod=\"app-0\",container=\"app\"}".formatted(namespace);
          text.append("container_cpu_usage_seconds_total%s %f\n".formatted(pod, use.coreSeconds));
          text.append("container_memory_working_set_bytes%s %f\n".formatted(pod, use.bytes));
          text.append("kube_namespace_created{namespace=\"%s\"} 1\n".formatted(namespace));
          text.append(
              "kube_pod_status_phase{namespace=\"%s\",pod=\"app-0\",phase=\"Running\"} 1\n"
                  .formatted(namespace));
        });
    return text.toString();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
