package dev.yunzhi.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShipAuditTest {
  @TempDir private Path folder;

  private final List<String> taken = Collections.synchronizedList(new ArrayList<>());
  private final Semaphore arrived = new Semaphore(0);
  private final Deque<Integer> answers = new ArrayDeque<>();
  private final StringWriter err = new StringWriter();
  private String controlPlane;
  private HttpServer server;
  private Path logs;

  @BeforeEach
  void serve() throws IOException {
    logs = Files.createDirectory(folder.resolve("logs"));
    Files.writeString(folder.resolve("token"), "token-of-the-cluster\n");
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/api/v1/audit/intake/home", this::answer);
    server.start();
    controlPlane = "http://127.0.0.1:" + server.getAddress().getPort();
  }

  @AfterEach
  void end() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    JsonNode items;
    try (var body = new GZIPInputStream(exchange.getRequestBody())) {
      items = new ObjectMapper().readTree(body).get("items");
    }
    int status = answers.isEmpty() ? 204 : answers.remove();
    String said = "";
    for (int i = 0; i < items.size() && status == 204; i++) {
      if (items.get(i).path("auditID").asText().isEmpty()) {
        status = 400;
        said = "{\"detail\":\"no id\",\"field\":\"items[%d].auditID\"}".formatted(i);
      }
    }
    if (!exchange
        .getRequestHeaders()
        .getFirst("Authorization")
        .equals("Bearer token-of-the-cluster")) {
      status = 401;
    }
    if (status == 204) {
      items.forEach(item -> taken.add(item.get("auditID").asText()));
      arrived.release();
    }
    if (status == 429) {
      exchange.getResponseHeaders().set("Retry-After", "0");
    }
    exchange.sendResponseHeaders(status, status == 204 ? -1 : said.length());
    exchange.getResponseBody().write(said.getBytes(UTF_8));
    exchange.close();
  }

  private int ship(String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "ship-audit",
                "--control-plane=" + controlPlane,
                "--cluster=home",
                "--token-file=" + folder.resolve("token"),
                "--position-file=" + folder.resolve("positions"),
                logs.toString()));
    arguments.addAll(List.of(more));
    return YunzhiCommand.run(
        new PrintWriter(new StringWriter()),
        new PrintWriter(err),
        arguments.toArray(String[]::new));
  }

  private static String lines(int from, int to) {
    StringBuilder lines = new StringBuilder();
    for (int i = from; i < to; i++) {
      lines.append("{\"kind\":\"Event\",\"auditID\":\"%04d\"}\n".formatted(i));
    }
    return lines.toString();
  }

  private void append(String file, String text) throws IOException {
    Files.writeString(
        logs.resolve(file), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private static List<String> ids(int to) {
    return IntStream.range(0, to).mapToObj("%04d"::formatted).toList();
  }

  @Test
  void asksForAWholeUrl() {
    controlPlane = "yunzhi.example.gov.cn";
    assertThat(ship()).isEqualTo(1);
    assertThat(err.toString()).contains("--control-plane must be a whole URL");
  }

  @Test
  void sendsEachLineOnceOverRotations() throws IOException {
    append("audit.log", lines(0, 900));
    assertThat(ship()).isZero();
    assertThat(taken).isEqualTo(ids(900));
    append("audit.log", lines(900, 950));
    // Half a line is not there yet.
    append("audit.log", "{\"kind\":\"Event\",");
    assertThat(ship()).isZero();
    assertThat(taken).isEqualTo(ids(950));
    append("audit.log", "\"auditID\":\"0950\"}\n");
    Files.move(logs.resolve("audit.log"), logs.resolve("audit-2026-11-26T04-00-00.000.log"));
    append("audit.log", lines(951, 960));
    assertThat(ship()).isZero();
    assertThat(taken).isEqualTo(ids(960));
    // Compressed later, it is the same file still.
    Path rotated = logs.resolve("audit-2026-11-26T04-00-00.000.log");
    try (var gzip = new GZIPOutputStream(Files.newOutputStream(Path.of(rotated + ".gz")))) {
      Files.copy(rotated, gzip);
    }
    Files.delete(rotated);
    append("audit.log", lines(960, 961));
    assertThat(ship()).isZero();
    assertThat(taken).isEqualTo(ids(961));
    Files.delete(Path.of(rotated + ".gz"));
    assertThat(ship()).isZero();
    assertThat(new ObjectMapper().readTree(folder.resolve("positions").toFile()).size())
        .isEqualTo(1);
  }

  @Test
  void followsWhatIsWrittenLater() throws Exception {
    append("audit.log", lines(0, 3));
    Thread shipping = new Thread(() -> ship("--follow"));
    shipping.start();
    try {
      awaitTaken(3);
      append("audit.log", lines(3, 4));
      awaitTaken(4);
      Files.move(logs.resolve("audit.log"), logs.resolve("audit-2026-11-26T04-00-00.000.log"));
      append("audit.log", lines(4, 6));
      awaitTaken(6);
    } finally {
      shipping.interrupt();
      shipping.join();
    }
    // What is renamed while the folder is listed may be sent again.
    assertThat(taken.stream().distinct()).containsExactlyElementsOf(ids(6));
  }

  /** kube-apiserver compresses under the last name, and removes the other file when it is done. */
  @Test
  void waitsForAFileThatIsStillBeingCompressed() throws Exception {
    byte[] compressed = compressed(lines(0, 1_000));
    Path rotated = logs.resolve("audit-2026-11-26T04-00-00.000.log.gz");
    Files.write(rotated, Arrays.copyOf(compressed, 5));
    append("audit.log", lines(1_000, 1_005));
    Thread shipping = new Thread(() -> ship("--follow"));
    shipping.start();
    try {
      awaitTaken(1_000, 1_005);
      Files.write(rotated, Arrays.copyOf(compressed, compressed.length / 2));
      // What is there already need not wait.
      awaitTaken(0, 1);
      append("audit.log", lines(1_005, 1_006));
      awaitTaken(1_005, 1_006);
      assertThat(taken).doesNotContain("0999");
      Files.write(rotated, compressed);
      awaitTaken(0, 1_006);
    } finally {
      shipping.interrupt();
      shipping.join();
    }
    assertThat(taken).doesNotHaveDuplicates();
    assertThat(err.toString().lines().filter(line -> line.contains(rotated.toString())))
        .singleElement()
        .asString()
        .contains(" is not whole yet: its end is missing; it is tried again");
  }

  @Test
  void sendsTheOthersAndFailsWithoutWaiting() throws IOException {
    byte[] compressed = compressed(lines(0, 1_000));
    Path rotated = logs.resolve("audit-2026-11-26T04-00-00.000.log.gz");
    Files.write(rotated, Arrays.copyOf(compressed, compressed.length - 9));
    append("audit.log", lines(1_000, 1_005));
    assertThat(ship()).isEqualTo(1);
    // All but the length and the digest at its end is there.
    assertThat(taken).isEqualTo(ids(1_005));
    assertThat(err.toString().lines())
        .singleElement()
        .asString()
        .startsWith("error: " + rotated + " is broken, or was never written to its end: ");
    Files.write(rotated, compressed);
    assertThat(ship()).isZero();
    assertThat(taken).isEqualTo(ids(1_005));
  }

  private static byte[] compressed(String text) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(bytes)) {
      gzip.write(text.getBytes(UTF_8));
    }
    return bytes.toByteArray();
  }

  private void awaitTaken(int from, int to) throws InterruptedException {
    List<String> awaited = ids(to).subList(from, to);
    while (!taken.containsAll(awaited)) {
      assertThat(arrived.tryAcquire(1, TimeUnit.MINUTES)).isTrue();
    }
  }

  private void awaitTaken(int to) throws InterruptedException {
    awaitTaken(0, to);
  }

  @Test
  void takesNoLinesOfAnotherFileThatHasItsPathByNow() throws IOException {
    append("audit.log", lines(0, 9));
    AuditLogFile file =
        AuditLogFile.in(
                List.of(logs),
                new UnfinishedFiles(Duration.ZERO, InstantSource.system(), told -> {}))
            .get(0);
    long behindOne = lines(0, 1).length();
    try (AuditLogLines lines = file.from(behindOne)) {
      assertThat(lines.next(2, 1 << 20)).hasSize(2).first().asString().contains("0001");
      assertThat(lines.position()).isEqualTo(3 * behindOne);
      // A rotation in the middle: what was opened is read to its end.
      Files.move(logs.resolve("audit.log"), logs.resolve("audit-2026-11-26T04-00-00.000.log"));
      append("audit.log", lines(9, 20));
      assertThat(lines.next(100, 1 << 20)).hasSize(6).last().asString().contains("0008");
      assertThat(lines.next(100, 1 << 20)).isEmpty();
    }
    assertThat(file.from(behindOne)).isNull();
    Files.delete(logs.resolve("audit.log"));
    assertThat(file.from(behindOne)).isNull();
  }

  @Test
  void sendsAgainWhatWasNotAcknowledged() throws IOException {
    append("audit.log", lines(0, 10));
    answers.addAll(List.of(429, 503, 429));
    assertThat(ship()).isZero();
    assertThat(taken).isEqualTo(ids(10));
    assertThat(err.toString()).contains("sent again in 0 s");
  }

  @Test
  void leavesOutWhatIsNoEventAndSaysSo() throws IOException {
    append("audit.log", lines(0, 2) + "not json\n{\"kind\":\"Event\"}\n" + lines(2, 4));
    assertThat(ship()).isEqualTo(1);
    assertThat(taken).isEqualTo(ids(4));
    assertThat(err.toString())
        .contains("audit.log: refused: no JSON object: not json")
        .contains("audit.log: refused: no id: {\"kind\":\"Event\"}");
    taken.clear();
    assertThat(ship()).isZero();
    assertThat(taken).isEmpty();
  }

  @Test
  void findsAPieceThatIsSmallEnough() throws IOException {
    append("audit.log", lines(0, 4));
    answers.addAll(List.of(413, 413));
    assertThat(ship()).isZero();
    assertThat(taken).isEqualTo(ids(4));
  }

  @Test
  void keepsNoPositionOfWhatItMayNotSend() throws IOException {
    append("audit.log", lines(0, 4));
    Files.writeString(folder.resolve("token"), "another");
    assertThat(ship()).isEqualTo(1);
    assertThat(err.toString()).contains("error: ").contains("401");
    assertThat(folder.resolve("positions")).doesNotExist();
  }
}
