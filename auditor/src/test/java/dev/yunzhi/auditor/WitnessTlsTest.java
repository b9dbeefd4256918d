package dev.yunzhi.auditor;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.yunzhi.audit.note.NoteSigner;
import dev.yunzhi.audit.note.SignatureKind;
import dev.yunzhi.audit.witness.FolderMemory;
import dev.yunzhi.audit.witness.Witness;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a witness shows to clients. */
class WitnessTlsTest {
  private final TestLog log = new TestLog("log.gov.example");
  private final NoteSigner key =
      NoteSigner.generate("audit-office.example", SignatureKind.COSIGNATURE);
  private final List<String> said = new CopyOnWriteArrayList<>();

  @TempDir private Path folder;

  private interface Trial {
    void run(WitnessServer server, Witness witness) throws Exception;
  }

  private void serving(TestCertificate certificate, Trial trial) throws Exception {
    try (FolderMemory memory = new FolderMemory(Files.createDirectory(folder.resolve("state")))) {
      Witness witness =
          new Witness(List.of(key), List.of(log.key.verifier()), memory, Clock.systemUTC());
      try (WitnessServer server =
          new WitnessServer(
              new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
              PemFiles.server(certificate.certificate, certificate.key),
              witness,
              said::add)) {
        server.start();
        trial.run(server, witness);
      }
    }
  }

  private HttpResponse<String> add(WitnessServer server, HttpClient client, long from, long to)
      throws Exception {
    return client.send(
        HttpRequest.newBuilder(
                URI.create("https://127.0.0.1:%d/add-checkpoint".formatted(server.port())))
            .POST(HttpRequest.BodyPublishers.ofString(log.request(from, to).toString()))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private static HttpClient trusting(TestCertificate certificate) throws Exception {
    return HttpClient.newBuilder().sslContext(certificate.trusting()).build();
  }

  @ParameterizedTest
  @ValueSource(strings = {"EC", "RSA", "Ed25519"})
  void showsItsCertificate(String algorithm) throws Exception {
    TestCertificate certificate = new TestCertificate(folder, "own", algorithm);
    TestCertificate stranger = new TestCertificate(folder, "stranger", algorithm);
    serving(
        certificate,
        (server, witness) -> {
          assertThatThrownBy(() -> add(server, trusting(stranger), 0, 4))
              .isInstanceOf(SSLHandshakeException.class);
          HttpResponse<String> answer = add(server, trusting(certificate), 0, 5);
          assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
          assertThat(answer.sslSession().orElseThrow().getPeerCertificates())
              .containsExactly(certificate.shown);
          assertThat(witness.sizes()).isEqualTo(Map.of(log.origin(), 5L));
        });
  }

  @Test
  void takesNothingInTheClear() throws Exception {
    TestCertificate certificate = new TestCertificate(folder, "own", "EC");
    serving(
        certificate,
        (server, witness) -> {
          String body = log.request(0, 5).toString();
          String request =
              "POST /add-checkpoint HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: %d\r\n\r\n%s"
                  .formatted(body.length(), body);
          try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.getOutputStream().write(request.getBytes(US_ASCII));
            assertThat(answered(socket)).doesNotContain("HTTP/1.1 200", key.verifier().name());
          }
          assertThat(witness.sizes()).isEqualTo(Map.of(log.origin(), 0L));
          assertThat(said).isEmpty();
          assertThat(add(server, trusting(certificate), 0, 5).statusCode()).isEqualTo(200);
        });
  }

  /** All until the other side closes. */
  private static String answered(Socket socket) throws Exception {
    socket.setSoTimeout(60_000);
    try {
      return new String(socket.getInputStream().readAllBytes(), US_ASCII);
    } catch (SocketException e) {
      // Closed without reading all that we sent.
      return "";
    }
  }
}
