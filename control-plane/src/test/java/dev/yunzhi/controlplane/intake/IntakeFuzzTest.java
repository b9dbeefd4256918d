package dev.yunzhi.controlplane.intake;

import static dev.yunzhi.controlplane.TestControlPlane.INTAKE_TOKEN;
import static dev.yunzhi.controlplane.TestControlPlane.OPERATOR_TOKEN;
import static dev.yunzhi.controlplane.TestControlPlane.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.yunzhi.audit.store.Query;
import dev.yunzhi.controlplane.TestControlPlane;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What API servers and agents send, changed at random, over HTTPS: it is taken whole or refused
 * with a reason, never answered by a failure. Ten minutes with {@code -Dyunzhi.fuzz=PT10M}.
 */
class IntakeFuzzTest {
  private static final Duration LENGTH = Duration.parse(System.getProperty("yunzhi.fuzz", "PT20S"));

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final List<String> PIECES =
      List.of(
          "null",
          "true",
          "-0",
          "1e400",
          "1e-999999999",
          "1e-999999999999",
          "10e2147483647",
          "0.1",
          "9007199254740993",
          "[]",
          "{}",
          "\"\"",
          "\"\\u0000\"",
          "\"\\ud800\"",
          "\"\\udc00\\ud800\"",
          "\"😀\"",
          "\\",
          "\"",
          ",",
          ":",
          "{",
          "}",
          "[",
          "]",
          "\"kind\":\"Secret\"",
          "\"data\":{\"k\":\"dg==\"}",
          "\"auditID\":\"x\"",
          "\"stage\":\"Panic\"",
          "\"items\":[]",
          "\"dryRun\":[\"All\"]",
          "?dryRun=All",
          "%",
          "%zz",
          "\"+292278994-08-17T07:12:55.807Z\"",
          "\"0000-01-01T00:00:00Z\"",
          "\"2026-11-24T08:00:00+18:00\"",
          "\u0000",
          "\ufeff",
          "{\"a\":".repeat(300),
          "[".repeat(300),
          "\"decision_id\":7",
          "NaN",
          "Infinity",
          "\n",
          "\"annotations\":{\"audit.k8s.io/truncated\":\"true\"}",
          "\"objectRef\":7");

  private static final String EVENTS =
      """
      {"kind":"EventList","apiVersion":"audit.k8s.io/v1","metadata":{},"items":[
      {"level":"RequestResponse","auditID":"0f6b0e3a-%1$s","stage":"ResponseComplete","verb":"create",
       "requestURI":"/api/v1/namespaces/tenant-a/secrets?fieldManager=kubectl&dryRun=","user":
       {"username":"zhang","groups":["system:authenticated"],"extra":{"a":["b"]}},
       "impersonatedUser":{"username":"wu"},"sourceIPs":["10.0.0.1"],"userAgent":"kubectl/v1.36",
       "objectRef":{"resource":"secrets","namespace":"tenant-a","name":"s","apiVersion":"v1"},
       "responseStatus":{"metadata":{},"code":201},"requestObject":{"kind":"Secret","apiVersion":"v1",
       "metadata":{"name":"s"},"data":{"password":"c2VjcmV0"}},
       "requestReceivedTimestamp":"2026-11-24T08:00:00.000001Z",
       "stageTimestamp":"2026-11-24T08:00:00.123456Z",
       "annotations":{"authorization.k8s.io/decision":"allow"}},
      {"level":"Metadata","auditID":"1f6b0e3a-%1$s","stage":"RequestReceived","verb":"delete",
       "requestURI":"/apis/yunzhi.dev/v1alpha1/tenants/t","stageTimestamp":"2026-11-24T08:00:01Z",
       "requestObject":{"kind":"DeleteOptions","dryRun":[]},"user":{"username":"用户"}}]}""";

  private static final String DECISIONS =
      """
      [{"decision_id":"d-%1$s","timestamp":"2026-11-24T08:00:00.5Z","labels":{"app":"operator"},
       "input":{"tenant":"a","review":{"request":{"object":{"kind":"Pod","spec":{"containers":[
       {"name":"c","env":[{"name":"PASSWORD","value":"x"}],"resources":{"limits":{"cpu":0.5}}}]}}}}},
       "result":[{"policy":"SEC-016","effect":"Deny"}],"metrics":{"timer_rego_query_eval_ns":12345}}]""";

  private final long seed = Long.getLong("yunzhi.fuzz.seed", System.nanoTime());
  private final Random random = new Random(seed);
  private final Map<Integer, Integer> answers = new TreeMap<>();

  @Test
  void isTakenWholeOrRefusedWithAReason(@TempDir Path directory) throws IOException {
    System.out.printf("yunzhi.fuzz.seed=%d%n", seed);
    try (TestControlPlane app =
        new TestControlPlane(directory, "--yunzhi.audit.intake.max-body=256KB")) {
      app.awaitReady();
      long end = System.nanoTime() + LENGTH.toNanos();
      long size = size(app);
      for (int i = 0; System.nanoTime() < end; i++) {
        boolean decisions = random.nextInt(4) == 0;
        byte[] body = changed((decisions ? DECISIONS : EVENTS).formatted(i).getBytes(UTF_8));
        HttpResponse<String> answer = app.send(request(app, decisions, body));
        answers.merge(answer.statusCode(), 1, Integer::sum);
        long after = size(app);
        String sent = HexFormat.of().formatHex(body);
        assertThat(answer.statusCode())
            .as("seed %d, body %s: %s", seed, sent, answer.body())
            .isBetween(200, 499)
            .isNotIn(404, 405);
        if (answer.statusCode() == 204) {
          assertThat(after).as("body %s", sent).isBetween(size, size + items(decisions, body));
        } else {
          assertThat(answer.headers().firstValue("Content-Type"))
              .as("body %s", sent)
              .hasValue("application/problem+json");
          assertThat(json(answer).path("detail").asText()).as("body %s", sent).isNotBlank();
          assertThat(after).as("nothing is stored by halves: %s", sent).isEqualTo(size);
        }
        size = after;
      }
      System.out.printf("fuzzed for %s: %s, %d events stored%n", LENGTH, answers, size);
      assertThat(answers.keySet()).contains(204, 400);
    }
  }

  /** A copied part can make two events of one; dry runs among them are not stored. */
  private static int items(boolean decisions, byte[] body) throws IOException {
    JsonNode sent = JSON.readTree(body);
    return (decisions ? sent : sent.path("items")).size();
  }

  /** Of what comes in here: a sign-in is recorded too. */
  private static long size(TestControlPlane app) {
    return new Query("count what came in")
        .sql(
            "select coalesce(sum(count), 0) from ledger_block where stream in ('api-audit',"
                + " 'decision')")
        .list(app.context.getBean(DataSource.class), row -> row.getLong(1))
        .get(0);
  }

  private HttpRequest.Builder request(TestControlPlane app, boolean decisions, byte[] body)
      throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(
                app.uri(decisions ? "/api/v1/opa/logs" : "/api/v1/audit/intake/home"))
            .timeout(Duration.ofSeconds(60))
            .header("Authorization", "Bearer " + (decisions ? OPERATOR_TOKEN : INTAKE_TOKEN))
            .header(
                "Content-Type",
                random.nextInt(50) == 0 ? "application/json; charset=utf-7" : "application/json");
    byte[] sent = body;
    switch (random.nextInt(12)) {
      case 0, 1, 2 -> {
        sent = gzip(body);
        request.header("Content-Encoding", "gzip");
      }
      case 3 -> {
        sent = flipped(gzip(body), 1 + random.nextInt(4));
        request.header("Content-Encoding", "GZip ");
      }
      case 4 -> request.header("Content-Encoding", random.nextBoolean() ? "br" : "identity");
      default -> {
        // As it is.
      }
    }
    return request.POST(HttpRequest.BodyPublishers.ofByteArray(sent));
  }

  private byte[] changed(byte[] body) {
    byte[] changed = body;
    for (int i = random.nextInt(4); i > 0; i--) {
      changed =
          switch (random.nextInt(6)) {
            case 0 -> flipped(changed, 1 + random.nextInt(3));
            case 1 -> without(changed, random.nextInt(1 + random.nextInt(60)));
            case 2, 3 -> with(changed, PIECES.get(random.nextInt(PIECES.size())).getBytes(UTF_8));
            case 4 -> inPlaceOfAValue(changed);
            default -> with(changed, part(changed));
          };
    }
    return changed;
  }

  private byte[] flipped(byte[] body, int bytes) {
    byte[] flipped = body.clone();
    for (int i = 0; i < bytes && body.length > 0; i++) {
      flipped[random.nextInt(body.length)] = (byte) random.nextInt(256);
    }
    return flipped;
  }

  private byte[] without(byte[] body, int length) {
    int from = random.nextInt(body.length + 1);
    int until = Math.min(body.length, from + length);
    return joined(Arrays.copyOf(body, from), Arrays.copyOfRange(body, until, body.length));
  }

  private byte[] with(byte[] body, byte[] piece) {
    int at = random.nextInt(body.length + 1);
    return joined(Arrays.copyOf(body, at), piece, Arrays.copyOfRange(body, at, body.length));
  }

  private byte[] part(byte[] body) {
    int from = random.nextInt(body.length + 1);
    return Arrays.copyOfRange(body, from, Math.min(body.length, from + random.nextInt(200)));
  }

  /** Behind a colon: mostly what comes out is JSON still. */
  private byte[] inPlaceOfAValue(byte[] body) {
    String text = new String(body, UTF_8);
    int colon = text.indexOf("\":", random.nextInt(text.length() + 1));
    if (colon < 0) {
      return body;
    }
    int end = colon + 2;
    while (end < text.length() && ",]}".indexOf(text.charAt(end)) < 0) {
      end++;
    }
    String piece = PIECES.get(random.nextInt(PIECES.size()));
    return (text.substring(0, colon + 2) + piece + text.substring(end)).getBytes(UTF_8);
  }

  private static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  private static byte[] gzip(byte[] content) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(content);
    }
    return packed.toByteArray();
  }
}
