package dev.yunzhi.controlplane.intake;

import static dev.yunzhi.controlplane.TestControlPlane.INTAKE_TOKEN;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.yunzhi.audit.store.Query;
import dev.yunzhi.controlplane.TestControlPlane;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever comes instead of audit events is told what was wrong with it, and none of it is kept.
 */
class BadIntakeTest {
  private static final String INTAKE = "/api/v1/audit/intake/home";
  private static final int MEGABYTE = 1_000_000;

  private static TestControlPlane app;

  @BeforeAll
  static void start(@TempDir Path directory) {
    app =
        new TestControlPlane(
            directory,
            "--yunzhi.audit.intake.max-body=4MB",
            "--yunzhi.audit.intake.time-to-send=6s",
            "--server.tomcat.connection-timeout=6s");
    app.awaitReady();
  }

  @AfterAll
  static void stop() {
    app.close();
  }

  private static String list(String items) {
    return "{\"kind\":\"EventList\",\"apiVersion\":\"audit.k8s.io/v1\",\"items\":" + items + "}";
  }

  private static String event(String more) {
    return "{\"auditID\":\"good\",\"stage\":\"ResponseComplete\","
        + "\"stageTimestamp\":\"2026-11-24T08:00:00.1Z\"%s}".formatted(more);
  }

  private static String beside(String wrong) {
    return list("[%s,%s]".formatted(event(""), wrong));
  }

  private static byte[] gzip(byte[] content) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  static Stream<Arguments> bodies() {
    return Stream.of(
        Arguments.of("half a document", 400, "body", bytes("{\"kind\":")),
        Arguments.of("words", 400, "body", bytes("audit events")),
        Arguments.of("two documents", 400, "body", bytes(list("[]") + "{}")),
        Arguments.of("a comment", 400, "body", bytes("/* hi */" + list("[]"))),
        Arguments.of("single quotes", 400, "body", bytes("{'kind':'EventList'}")),
        Arguments.of("a key twice", 400, "body", bytes(beside(event(",\"verb\":1,\"verb\":2")))),
        Arguments.of("not a number", 400, "body", bytes(beside(event(",\"n\":NaN")))),
        Arguments.of("a naked tab", 400, "body", bytes(beside(event(",\"n\":\"\t\"")))),
        Arguments.of("null", 400, null, bytes("null")),
        Arguments.of("a number", 400, null, bytes("7")),
        Arguments.of("a list", 400, null, bytes("[]")),
        Arguments.of("an event alone", 400, null, bytes(event(",\"kind\":\"Event\""))),
        Arguments.of(
            "another version", 400, "apiVersion", bytes(list("[]").replace("/v1", "/v1beta1"))),
        Arguments.of("another kind", 400, "kind", bytes(list("[]").replace("EventL", "L"))),
        Arguments.of("items of another kind", 400, "items", bytes(list("{}"))),
        Arguments.of("no items", 400, "items", bytes(list("[]").replace("items", "events"))),
        Arguments.of("a number among events", 400, "items[1]", bytes(beside("7"))),
        Arguments.of(
            "another stage",
            400,
            "items[1].stage",
            bytes(beside(event("").replace("ResponseComplete", "Later")))),
        Arguments.of(
            "no id", 400, "items[1].auditID", bytes(beside(event("").replace("auditID", "id")))),
        Arguments.of(
            "a long id",
            400,
            "items[1].auditID",
            bytes(beside(event("").replace("good", "x".repeat(201))))),
        Arguments.of(
            "no instant",
            400,
            "items[1].stageTimestamp",
            bytes(beside(event("").replace("2026-11-24T08:00:00.1Z", "yesterday")))),
        Arguments.of(
            "an instant beyond all calendars",
            400,
            null,
            bytes(beside(event("").replace("2026-", "+999999999-")))),
        Arguments.of("half a character", 400, null, bytes(beside(event(",\"user\":\"\\ud800\"")))),
        Arguments.of(
            "half a character in an id",
            400,
            null,
            bytes(beside(event("").replace("good", "\\udc00")))),
        Arguments.of(
            "a number of many digits",
            400,
            "body",
            bytes(beside(event(",\"n\":" + "9".repeat(5000))))),
        Arguments.of(
            "a number beyond Java's",
            400,
            "body",
            bytes(beside(event(",\"n\":121e-999999999345")))),
        Arguments.of(
            "a number of an endless tail",
            400,
            "body",
            bytes(beside(event(",\"n\":1e-2147483647")))),
        Arguments.of(
            "a number of many zeros", 400, "body", bytes(beside(event(",\"n\":10e2147483646")))),
        Arguments.of(
            "Latin letters", 400, "body", beside(event(",\"u\":\"é\"")).getBytes(ISO_8859_1)),
        Arguments.of(
            "overlong UTF-8",
            400,
            "body",
            joined(bytes("{\"kind\":\""), new byte[] {(byte) 0xc0, (byte) 0xaf}, bytes("\"}"))),
        Arguments.of("UTF-16 cut short", 400, null, cut(list("[]").getBytes(UTF_16LE))),
        Arguments.of("nothing but brackets", 400, null, bytes("[".repeat(MEGABYTE))),
        Arguments.of(
            "a deep object",
            400,
            "body",
            bytes(beside(event(",\"o\":" + "{\"a\":".repeat(5000) + "1" + "}".repeat(5000))))),
        Arguments.of(
            "more pieces than there is use for",
            400,
            "body",
            bytes(beside(event(",\"o\":[" + "{},".repeat(MEGABYTE) + "{}]")))));
  }

  private static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    Stream.of(parts).forEach(all::writeBytes);
    return all.toByteArray();
  }

  private static byte[] cut(byte[] content) {
    return Arrays.copyOf(content, content.length - 3);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("bodies")
  void isRefusedPlain(String name, int status, String field, byte[] body) throws IOException {
    isRefused(status, field, body, null);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("bodies")
  void isRefusedPacked(String name, int status, String field, byte[] body) throws IOException {
    isRefused(status, field, gzip(body), "gzip");
  }

  @Test
  void whatIsPackedBadlyIsRefused() throws IOException {
    byte[] good = gzip(bytes(list("[%s]".formatted(event("")))));
    isRefused(400, "body", bytes(list("[]")), "gzip");
    isRefused(400, "body", Arrays.copyOf(good, good.length / 2), "gzip");
    byte[] wrongSum = good.clone();
    wrongSum[wrongSum.length - 6] ^= 1;
    isRefused(400, "body", wrongSum, "gzip");
    isRefused(400, "body", gzip(good), "gzip");
    isRefused(400, "body", joined(good, good), "gzip");
    isRefused(415, "Content-Encoding", good, "deflate");
    // Hundreds of megabytes of blanks are a third of one when they are packed.
    isRefused(413, "body", blanks(300), "gzip");
  }

  private static byte[] blanks(int megabytes) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    byte[] blanks = " ".repeat(MEGABYTE).getBytes(US_ASCII);
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      for (int i = 0; i < megabytes; i++) {
        gzip.write(blanks);
      }
    }
    return packed.toByteArray();
  }

  private static void isRefused(int status, String field, byte[] body, String encoding)
      throws IOException {
    long before = size();
    Answer answer = send(body, encoding);
    assertThat(answer.status).as(answer.body).isEqualTo(status);
    assertThat(answer.type).isEqualTo("application/problem+json");
    JsonNode problem = answer.json();
    assertThat(problem.get("status").asInt()).isEqualTo(status);
    assertThat(problem.get("detail").asText()).isNotBlank().hasSizeLessThan(2_000);
    if (field != null) {
      assertThat(problem.path("field").asText()).as(answer.body).isEqualTo(field);
    }
    assertThat(size()).as("nothing is stored by halves").isEqualTo(before);
  }

  /** Of what comes in here: looking is recorded too. */
  private static long size() {
    return new Query("count the audit events")
        .sql("select coalesce(sum(count), 0) from ledger_block where stream = 'api-audit'")
        .list(app.context.getBean(DataSource.class), row -> row.getLong(1))
        .get(0);
  }

  private record Answer(int status, String type, String body) {
    JsonNode json() throws IOException {
      return new ObjectMapper().readTree(body);
    }
  }

  /** With its length said before, and in chunks. */
  @Test
  void whatIsTooLargeIsRefusedBeforeItHasCome() throws IOException {
    byte[] part = bytes(" ".repeat(MEGABYTE));
    for (boolean chunked : new boolean[] {false, true}) {
      try (Socket socket = connect()) {
        OutputStream out = socket.getOutputStream();
        out.write(
            head(
                chunked ? "Transfer-Encoding: chunked" : "Content-Length: " + 100L * part.length,
                null));
        inBackground(
            () -> {
              for (int i = 0; i < 100; i++) {
                if (chunked) {
                  out.write(bytes(Integer.toHexString(part.length) + "\r\n"));
                }
                out.write(part);
                if (chunked) {
                  out.write(bytes("\r\n"));
                }
              }
            });
        Answer answer = answer(socket);
        // Whichever is first, on a machine that is busy.
        assertThat(answer.status).as(answer.body).isIn(408, 413);
        assertThat(answer.json().path("field").asText()).isEqualTo("body");
      }
    }
  }

  private interface Sending {
    void run() throws IOException, InterruptedException;
  }

  /** Ends when all is sent or the other side has had enough: the answer says why. */
  private static void inBackground(Sending sending) {
    Thread thread =
        new Thread(
            () -> {
              try {
                sending.run();
              } catch (IOException | InterruptedException e) {
                // Cut off, as it should be.
              }
            });
    thread.setDaemon(true);
    thread.start();
  }

  /** By hand: who is refused before all is sent should read why, which not every client does. */
  private static Answer send(byte[] body, String encoding) throws IOException {
    try (Socket socket = connect()) {
      OutputStream out = socket.getOutputStream();
      out.write(head("Content-Length: " + body.length, encoding));
      out.flush();
      inBackground(
          () -> {
            out.write(body);
            out.flush();
          });
      return answer(socket);
    }
  }

  private static Socket connect() throws IOException {
    Socket socket =
        app.client
            .sslContext()
            .getSocketFactory()
            .createSocket(app.uri("/").getHost(), app.uri("/").getPort());
    socket.setSoTimeout(60_000);
    return socket;
  }

  private static byte[] head(String length, String encoding) {
    return """
        POST %s HTTP/1.1
        Host: localhost
        Authorization: Bearer %s
        Content-Type: application/json
        Connection: close
        %s%s

        """
        .formatted(
            INTAKE, INTAKE_TOKEN, length, encoding == null ? "" : "\nContent-Encoding: " + encoding)
        .replace("\n", "\r\n")
        .getBytes(US_ASCII);
  }

  private static Answer answer(Socket socket) throws IOException {
    String all = readAll(socket.getInputStream());
    int end = all.indexOf("\r\n\r\n");
    assertThat(end).as("an answer: %s", all).isPositive();
    String head = all.substring(0, end);
    String type =
        head.lines()
            .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("content-type:"))
            .map(line -> line.substring(line.indexOf(':') + 1).strip())
            .findFirst()
            .orElse("");
    String body = all.substring(end + 4);
    if (head.toLowerCase(Locale.ROOT).contains("transfer-encoding: chunked")) {
      body = body.substring(body.indexOf('{'), body.lastIndexOf('}') + 1);
    }
    return new Answer(Integer.parseInt(head.substring(9, 12)), type, body);
  }

  private static String readAll(InputStream in) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    byte[] buffer = new byte[8192];
    try {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        all.write(buffer, 0, n);
      }
    } catch (IOException e) {
      // Cut off behind the answer, since not all was read that was sent.
      if (all.size() == 0) {
        throw e;
      }
    }
    return all.toString(UTF_8);
  }

  /** One that falls silent, and one that sends a little again and again. */
  @Test
  void whoIsTooSlowIsCutOff() throws Exception {
    long before = size();
    for (boolean silent : new boolean[] {true, false}) {
      try (Socket socket = connect()) {
        OutputStream out = socket.getOutputStream();
        out.write(head("Content-Length: 100000", null));
        out.write(bytes("{\"kind\":"));
        out.flush();
        inBackground(
            () -> {
              while (!silent) {
                Thread.sleep(200);
                out.write(' ');
                out.flush();
              }
            });
        Answer answer = answer(socket);
        assertThat(answer.status).as(answer.body).isEqualTo(408);
        assertThat(answer.json().get("detail").asText()).contains("within");
      }
    }
    assertThat(size()).isEqualTo(before);
    // The places of both are free again.
    assertThat(app.post(INTAKE, INTAKE_TOKEN, list("[]")).statusCode()).isEqualTo(204);
  }

  @Test
  void wrongTokensAreRefused() {
    for (String authorization :
        new String[] {
          "Bearer",
          "Bearer ",
          "Bearer x",
          "Bearer " + INTAKE_TOKEN + "x",
          "Bearer " + INTAKE_TOKEN.substring(1),
          "Basic " + INTAKE_TOKEN,
          "Basic !!!",
          INTAKE_TOKEN,
          "Digest a=b",
          "Bearer " + "x".repeat(4000)
        }) {
      HttpResponse<String> answer =
          app.send(
              HttpRequest.newBuilder(app.uri(INTAKE))
                  .header("Authorization", authorization)
                  .header("Content-Type", "application/json")
                  .POST(HttpRequest.BodyPublishers.ofString(list("[]"))));
      assertThat(answer.statusCode()).as(authorization).isIn(400, 401);
      assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
      assertThat(answer.body()).doesNotContain(INTAKE_TOKEN);
    }
  }
}
