package dev.yunzhi.operator.bundle;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** Stands for the control-plane: serves bundles that the real opa built and signed. */
final class Publisher implements AutoCloseable {

  /** As small as a bundle can be that the engine takes. */
  private static final String REGO =
      """
      package yunzhi
      findings contains {"policy": "SEC-016", "effect": "Deny", "message": "%1$s", "messageZh": "", "path": "$",
        "clauses": [], "exempt": false} if input.review
      stages := set()
      catalogue := []
      """;

  private final Path folder;
  private final HttpServer server;
  private final KeyPair pair;

  /** What each request asked by, {@code If-None-Match} and {@code Prefer}. */
  final BlockingQueue<String> requests = new LinkedBlockingQueue<>();

  /** Reports of the Status API. */
  final BlockingQueue<String> reports = new LinkedBlockingQueue<>();

  private volatile byte[] served;
  private volatile String etag;
  private volatile int status;

  Publisher(Path folder) throws IOException, GeneralSecurityException {
    this.folder = folder;
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    this.pair = generator.generateKeyPair();
    Files.writeString(
        folder.resolve("private.pem"), pem("PRIVATE KEY", pair.getPrivate().getEncoded()));
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/api/v1/opa/bundles/yunzhi-wasm", this::bundle);
    server.createContext("/api/v1/opa/status", this::report);
    server.start();
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  String publicPem() {
    return pem("PUBLIC KEY", pair.getPublic().getEncoded());
  }

  private static String pem(String type, byte[] der) {
    return "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n"
        .formatted(type, Base64.getMimeEncoder().encodeToString(der));
  }

  /** A signed bundle whose one rule finds a message in every review. */
  byte[] build(String revision, String message) throws IOException, InterruptedException {
    Path sources = Files.createTempDirectory(folder, "sources");
    Files.writeString(sources.resolve("yunzhi.rego"), REGO.formatted(message));
    Path claims =
        Files.writeString(
            folder.resolve("claims.json"), "{\"keyid\": \"yunzhi\", \"scope\": \"yunzhi\"}");
    Path bundle = folder.resolve("bundle.tar.gz");
    List<String> command = new ArrayList<>(List.of(System.getProperty("opa"), "build"));
    command.addAll(List.of("--target", "wasm", "--bundle", sources.toString()));
    for (String entrypoint : List.of("findings", "stages", "catalogue")) {
      command.addAll(List.of("--entrypoint", "yunzhi/" + entrypoint));
    }
    command.addAll(
        List.of(
            "--signing-alg", "ES256", "--signing-key", folder.resolve("private.pem").toString()));
    command.addAll(List.of("--claims-file", claims.toString(), "--revision", revision));
    command.addAll(List.of("--output", bundle.toString()));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("opa.log").toFile())
            .start();
    if (process.waitFor() != 0) {
      throw new IOException("opa build: " + Files.readString(folder.resolve("opa.log")));
    }
    return Files.readAllBytes(bundle);
  }

  /** From now on this is what there is. */
  void serve(byte[] bundle, String tag) {
    served = bundle;
    etag = "\"" + tag + "\"";
    status = 200;
  }

  /** From now on every request for the bundle is answered so. */
  void fail(int with) {
    status = with;
  }

  private void bundle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String asked = exchange.getRequestHeaders().getFirst("If-None-Match");
      requests.add(asked + " " + exchange.getRequestHeaders().getFirst("Prefer"));
      byte[] bundle = served;
      if (status != 200 || bundle == null) {
        exchange.sendResponseHeaders(status == 0 ? 404 : status, -1);
      } else if (etag.equals(asked)) {
        exchange.sendResponseHeaders(304, -1);
      } else {
        exchange.getResponseHeaders().set("ETag", etag);
        exchange.sendResponseHeaders(200, bundle.length);
        exchange.getResponseBody().write(bundle);
      }
    }
  }

  private void report(HttpExchange exchange) throws IOException {
    try (exchange) {
      reports.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
      exchange.sendResponseHeaders(200, -1);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
