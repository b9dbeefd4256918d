package dev.yunzhi.e2e.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** Takes audit events over HTTPS from whoever knows the token, and remembers them. */
final class AuditSink implements AutoCloseable {
  private final HttpsServer server;
  private final String authorization;
  private final List<JsonNode> events = new CopyOnWriteArrayList<>();
  private final AtomicInteger refused = new AtomicInteger();

  private AuditSink(HttpsServer server, String token) {
    this.server = server;
    this.authorization = "Bearer " + token;
  }

  static AuditSink start(Certificate certificate, String token)
      throws IOException, GeneralSecurityException {
    HttpsServer server =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(context(certificate)));
    AuditSink sink = new AuditSink(server, token);
    server.createContext("/", sink::take);
    server.start();
    return sink;
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (!authorization.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
        refused.incrementAndGet();
        exchange.sendResponseHeaders(401, -1);
        return;
      }
      new ObjectMapper().readTree(exchange.getRequestBody()).path("items").forEach(events::add);
      exchange.sendResponseHeaders(200, -1);
    }
  }

  private static SSLContext context(Certificate certificate)
      throws IOException, GeneralSecurityException {
    String pem = Files.readString(certificate.key()).replaceAll("-----[A-Z ]+-----|\\s", "");
    PrivateKey key =
        KeyFactory.getInstance("RSA")
            .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(pem)));
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    try (InputStream stream = Files.newInputStream(certificate.certificate())) {
      java.security.cert.Certificate chain =
          CertificateFactory.getInstance("X.509").generateCertificate(stream);
      store.setKeyEntry("sink", key, new char[0], new java.security.cert.Certificate[] {chain});
    }
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, new char[0]);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    return context;
  }

  URI url() {
    return URI.create("https://localhost:" + server.getAddress().getPort() + "/events");
  }

  List<JsonNode> events() {
    return events;
  }

  int refused() {
    return refused.get();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
