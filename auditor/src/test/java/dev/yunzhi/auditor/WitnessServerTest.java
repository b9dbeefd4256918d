package dev.yunzhi.auditor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.yunzhi.audit.note.AddCheckpoint;
import dev.yunzhi.audit.note.Cosignature;
import dev.yunzhi.audit.note.Note;
import dev.yunzhi.audit.note.NoteSignature;
import dev.yunzhi.audit.note.NoteSigner;
import dev.yunzhi.audit.note.SignatureKind;
import dev.yunzhi.audit.witness.FolderMemory;
import dev.yunzhi.audit.witness.Witness;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every rule of C2SP tlog-witness, over HTTP. */
class WitnessServerTest {
  private static final Instant NOW = Instant.parse("2026-11-26T04:00:00Z");
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final TestLog log = new TestLog("log.gov.example");
  private final TestLog second = new TestLog("second.gov.example");
  private final NoteSigner key =
      NoteSigner.generate("audit-office.example", SignatureKind.COSIGNATURE);
  private final List<String> said = new ArrayList<>();

  @TempDir private Path state;

  private FolderMemory memory;
  private WitnessServer server;

  @BeforeAll
  static void bound() {
    WitnessServer.bound(Duration.ofSeconds(2));
  }

  @BeforeEach
  void start() throws IOException {
    memory = new FolderMemory(state);
    Witness witness =
        new Witness(
            List.of(key),
            List.of(log.key.verifier(), second.key.verifier()),
            memory,
            Clock.fixed(NOW, ZoneOffset.UTC));
    server =
        new WitnessServer(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), null, witness, said::add);
    server.start();
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
    memory.close();
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:%d%s".formatted(server.port(), path));
  }

  private HttpResponse<String> add(AddCheckpoint request) throws Exception {
    return add(request.toString().getBytes(UTF_8));
  }

  private HttpResponse<String> add(byte[] body) throws Exception {
    return HTTP.send(
        HttpRequest.newBuilder(uri("/add-checkpoint"))
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private static void refused(HttpResponse<String> answer, int status, String words) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.body()).contains(words);
  }

  @Test
  void theFirstIsTakenAndWhatContinuesIt() throws Exception {
    for (long[] step : new long[][] {{0, 5}, {5, 5}, {5, 300}, {300, 301}}) {
      AddCheckpoint request = log.request(step[0], step[1]);
      HttpResponse<String> answer = add(request);
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
      assertThat(answer.body()).endsWith("\n");
      NoteSignature line = NoteSignature.parse(answer.body().strip());
      Note cosigned = request.checkpoint().with(List.of(line));
      assertThat(key.verifier().find(cosigned).flatMap(Cosignature::of))
          .hasValueSatisfying(seen -> assertThat(seen.time()).isEqualTo(NOW));
    }
    // Another log begins at nothing.
    assertThat(add(second.request(0, 0)).statusCode()).isEqualTo(200);
    assertThat(add(second.request(0, 7)).statusCode()).isEqualTo(200);
  }

  @Test
  void anOldSizeThatIsNotTheLastOneIsAnsweredWithTheLastOne() throws Exception {
    add(log.request(0, 300));
    for (long old : new long[] {0, 299}) {
      HttpResponse<String> answer = add(log.request(old, 400));
      assertThat(answer.statusCode()).isEqualTo(409);
      assertThat(answer.body()).isEqualTo("300\n");
      assertThat(answer.headers().firstValue("Content-Type")).contains("text/x.tlog.size");
    }
    // Never back.
    assertThat(add(log.request(0, 200)).statusCode()).isEqualTo(409);
    assertThat(add(log.request(300, 400)).statusCode()).isEqualTo(200);
  }

  @Test
  void anotherHistoryIsRefused() throws Exception {
    add(log.request(0, 300));
    TestLog forked = log.forked();
    refused(add(forked.request(300, 400)), 422, "begins with the 300 that were seen");
    HttpResponse<String> sameSize = add(forked.request(300, 300));
    assertThat(sameSize.statusCode()).isEqualTo(409);
    assertThat(sameSize.body()).isEqualTo("300\n");
    assertThat(add(log.request(300, 400)).statusCode()).isEqualTo(200);
  }

  @Test
  void aProofThatProvesNothingIsRefused() throws Exception {
    AddCheckpoint good = log.request(0, 300);
    AddCheckpoint needless = new AddCheckpoint(0, log.request(5, 300).proof(), good.checkpoint());
    refused(add(needless), 422, "the proof does not show");
    add(good);
    refused(
        add(new AddCheckpoint(300, List.of(), log.checkpoint(400))),
        422,
        "the proof does not show");
    refused(
        add(new AddCheckpoint(300, log.request(300, 401).proof(), log.checkpoint(400))),
        422,
        "the proof does not show");
  }

  @Test
  void whomItDoesNotKnowItRefuses() throws Exception {
    refused(
        add(new TestLog("third.gov.example").request(0, 5)), 404, "knows no log third.gov.example");
    NoteSigner other = NoteSigner.generate(log.origin(), SignatureKind.ED25519);
    refused(
        add(new AddCheckpoint(0, List.of(), log.signed(5, other))),
        403,
        "signed by no key of the log log.gov.example");
    // Lines of others do no harm, and are not kept.
    Note both = log.checkpoint(5).with(log.signed(5, other).signatures());
    assertThat(add(new AddCheckpoint(0, List.of(), both)).statusCode()).isEqualTo(200);
    assertThat(memory.last(log.origin()).orElseThrow().signatures()).hasSize(2);
  }

  @Test
  void whatIsNotARequestIsRefused() throws Exception {
    String good = log.request(0, 5).toString();
    for (String bad :
        List.of(
            "",
            "\n",
            good.substring(4),
            good.replace("old 0", "old 00"),
            good.replace("old 0", "old -1"),
            good.replace("old 0\n", "old 0\nAAAA\n"),
            good.replace("old 0", "old 6"),
            good.substring(0, good.length() - 1),
            good.replace("\n5\n", "\n05\n"),
            "old 0\n" + "A".repeat(43) + "=\n".repeat(64) + "\n" + log.checkpoint(5))) {
      assertThat(add(bad.getBytes(UTF_8)).statusCode()).as(bad).isEqualTo(400);
    }
    assertThat(add(new byte[] {(byte) 0xff, (byte) 0xfe}).statusCode()).isEqualTo(400);
    assertThat(add(new byte[AddCheckpoint.MAX_BYTES + 1]).statusCode()).isEqualTo(413);
    assertThat(memory.last(log.origin())).isEmpty();
  }

  @Test
  void thereIsOneThingToAsk() throws Exception {
    HttpResponse<String> get =
        HTTP.send(
            HttpRequest.newBuilder(uri("/add-checkpoint")).build(),
            HttpResponse.BodyHandlers.ofString());
    refused(get, 405, "POST");
    refused(
        HTTP.send(
            HttpRequest.newBuilder(uri("/metrics")).build(), HttpResponse.BodyHandlers.ofString()),
        404,
        "there is /add-checkpoint");
  }

  @Test
  void ofTwoAtOnceOneWins() throws Exception {
    add(log.request(0, 10));
    for (long old = 10; old < 110; old += 10) {
      List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
      for (long size : new long[] {old + 3, old + 10, old + 10, old + 7}) {
        answers.add(
            HTTP.sendAsync(
                HttpRequest.newBuilder(uri("/add-checkpoint"))
                    .POST(HttpRequest.BodyPublishers.ofString(log.request(old, size).toString()))
                    .build(),
                HttpResponse.BodyHandlers.ofString()));
      }
      long won = answers.stream().filter(answer -> answer.join().statusCode() == 200).count();
      assertThat(won).isEqualTo(1);
      long seen = Long.parseLong(add(log.request(0, 1)).body().strip());
      assertThat(add(log.request(seen, old + 10)).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void whoSendsSlowlyIsCutOff() throws Exception {
    try (Socket slow = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      slow.setSoTimeout(60_000);
      slow.getOutputStream()
          .write(
              "POST /add-checkpoint HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\nold"
                  .getBytes(UTF_8));
      slow.getOutputStream().flush();
      int read;
      try {
        read = slow.getInputStream().read();
      } catch (java.net.SocketException e) {
        read = -1;
      }
      assertThat(read).isEqualTo(-1);
    }
    assertThat(add(log.request(0, 10)).statusCode()).isEqualTo(200);
  }

  @Test
  void whatItRemembersIsItsOwn() throws Exception {
    add(log.request(0, 10));
    server.close();
    assertThatThrownBy(() -> new FolderMemory(state)).hasMessageContaining("in use by another");
    NoteSigner stranger = NoteSigner.generate("audit-office.example", SignatureKind.COSIGNATURE);
    assertThatThrownBy(
            () ->
                new Witness(
                    List.of(stranger), List.of(log.key.verifier()), memory, Clock.systemUTC()))
        .hasMessageContaining("cosigned by none of this witness' keys");
    // Both keys for a time, then the new one alone.
    Witness both =
        new Witness(List.of(key, stranger), List.of(log.key.verifier()), memory, Clock.systemUTC());
    assertThat(both.add(log.request(10, 20).toString().getBytes(UTF_8)).body().lines()).hasSize(2);
    Witness next =
        new Witness(List.of(stranger), List.of(log.key.verifier()), memory, Clock.systemUTC());
    assertThat(next.sizes()).containsEntry(log.origin(), 20L);
  }

  @Test
  void aMemoryThatWasChangedIsNotTrusted() throws Exception {
    add(log.request(0, 10));
    try (var files = Files.list(state)) {
      Path file =
          files.filter(each -> each.toString().endsWith(".checkpoint")).findFirst().orElseThrow();
      Files.writeString(file, Files.readString(file).replace("\n10\n", "\n0\n"));
    }
    HttpResponse<String> answer = add(log.request(0, 10));
    refused(answer, 500, "the witness' memory failed; nothing was cosigned");
    assertThat(said).anyMatch(line -> line.contains("cosigned by none of this witness' keys"));
  }
}
