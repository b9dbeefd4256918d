package dev.yunzhi.controlplane.intake;

import static dev.yunzhi.controlplane.TestControlPlane.INTAKE_TOKEN;
import static dev.yunzhi.controlplane.TestControlPlane.OPERATOR_TOKEN;
import static dev.yunzhi.controlplane.TestControlPlane.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import dev.yunzhi.controlplane.TestControlPlane;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditIntakeTest {
  private static final String INTAKE = "/api/v1/audit/intake/home";
  private static TestControlPlane app;

  @BeforeAll
  static void start(@TempDir Path directory) {
    app = new TestControlPlane(directory, "--yunzhi.audit.intake.max-body=64KB");
    app.awaitReady();
  }

  @AfterAll
  static void stop() {
    app.close();
  }

  private static String list(String... events) {
    return "{\"kind\":\"EventList\",\"apiVersion\":\"audit.k8s.io/v1\",\"items\":["
        + String.join(",", events)
        + "]}";
  }

  private static String event(String id, String uri) {
    return """
        {"level":"RequestResponse","auditID":"%s","stage":"ResponseComplete","requestURI":"%s",
         "verb":"create","user":{"username":"zhang"},"impersonatedUser":{"username":"wu"},
         "stageTimestamp":"2026-11-24T08:00:00.123456Z"}"""
        .formatted(id, uri);
  }

  private static JsonNode events(String stream) {
    HttpResponse<String> answer =
        app.get("audit", "/api/v1/audit/events?limit=1000&stream=" + stream);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return json(answer).get("items");
  }

  private static long size() {
    return json(app.get("audit", "/api/v1/audit/head")).get("size").asLong();
  }

  @Test
  void keepsAnEventOnceHoweverOftenItComes() {
    String body = list(event("once", "/api/v1/namespaces"), event("once2", "/apis"));
    assertThat(app.post(INTAKE, INTAKE_TOKEN, body).statusCode()).isEqualTo(204);
    long size = size();
    assertThat(app.post(INTAKE, INTAKE_TOKEN, body).statusCode()).isEqualTo(204);
    assertThat(size()).isEqualTo(size);

    JsonNode stored = null;
    for (JsonNode item : events("api-audit")) {
      if (item.get("id").asText().equals("once/ResponseComplete")) {
        stored = item;
      }
    }
    assertThat(stored).isNotNull();
    assertThat(stored.at("/event/user/username").asText()).isEqualTo("zhang");
    assertThat(stored.at("/event/impersonatedUser/username").asText()).isEqualTo("wu");
    assertThat(stored.get("cluster").asText()).isEqualTo("home");
  }

  @Test
  void readsGzip() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(list(event("packed", "/api")).getBytes(StandardCharsets.UTF_8));
    }
    HttpResponse<String> answer =
        app.send(
            HttpRequest.newBuilder(app.uri(INTAKE))
                .header("Authorization", "Bearer " + INTAKE_TOKEN)
                .header("Content-Type", "application/json")
                .header("Content-Encoding", "gzip")
                .POST(HttpRequest.BodyPublishers.ofByteArray(packed.toByteArray())));
    assertThat(answer.statusCode()).isEqualTo(204);
    assertThat(events("api-audit").findValuesAsText("id")).contains("packed/ResponseComplete");
  }

  @Test
  void recordsNoDryRun() {
    String body =
        list(
            event("dry", "/api/v1/namespaces?fieldManager=x&dryRun=All"),
            event("dry2", "/api/v1/namespaces?dry%52un=All"),
            event("wet", "/api/v1/namespaces?note=dryRun"));
    assertThat(app.post(INTAKE, INTAKE_TOKEN, body).statusCode()).isEqualTo(204);
    assertThat(events("api-audit").findValuesAsText("id"))
        .contains("wet/ResponseComplete")
        .doesNotContain("dry/ResponseComplete", "dry2/ResponseComplete");
  }

  @Test
  void keepsTheMarkOfATruncatedEvent() {
    String cut =
        event("cut", "/api")
            .replaceFirst("\\{", "{\"annotations\":{\"audit.k8s.io/truncated\":\"true\"},");
    assertThat(app.post(INTAKE, INTAKE_TOKEN, list(cut)).statusCode()).isEqualTo(204);
    for (JsonNode item : events("api-audit")) {
      if (item.get("id").asText().equals("cut/ResponseComplete")) {
        assertThat(item.at("/event/annotations/audit.k8s.io~1truncated").asText())
            .isEqualTo("true");
        return;
      }
    }
    fail("it is not there");
  }

  @Test
  void namesTheFieldThatIsWrongAndStoresNothingOfTheBody() {
    long before = size();
    HttpResponse<String> answer =
        app.post(INTAKE, INTAKE_TOKEN, list(event("good", "/"), event("", "/")));
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(json(answer).get("field").asText()).isEqualTo("items[1].auditID");
    assertThat(size()).isEqualTo(before);
  }

  @Test
  void refusesWhatIsNotAnEventList() {
    assertThat(json(app.post(INTAKE, INTAKE_TOKEN, "{}")).get("field").asText())
        .isEqualTo("apiVersion");
    assertThat(json(app.post(INTAKE, INTAKE_TOKEN, "{\"a\":")).get("detail").asText())
        .contains("line 1");
    assertThat(app.post(INTAKE, INTAKE_TOKEN, "").statusCode()).isEqualTo(400);
    assertThat(app.post(INTAKE, INTAKE_TOKEN, list() + "{}").statusCode()).isEqualTo(400);
    assertThat(app.post(INTAKE, INTAKE_TOKEN, list("[]")).statusCode()).isEqualTo(400);
    assertThat(app.post(INTAKE, INTAKE_TOKEN, list().replace("[]", "{}")).statusCode())
        .isEqualTo(400);
    assertThat(app.post(INTAKE, INTAKE_TOKEN, "[".repeat(5000)).statusCode()).isEqualTo(400);
  }

  @Test
  void takesTheFieldsOfAListInAnyOrder() {
    String event = event("last", "/api");
    String body =
        "{\"items\":[%s],\"metadata\":{},\"apiVersion\":\"audit.k8s.io/v1\",\"kind\":\"%s\"}";
    assertThat(app.post(INTAKE, INTAKE_TOKEN, body.formatted(event, "PodList")).statusCode())
        .isEqualTo(400);
    assertThat(events("api-audit").findValuesAsText("id")).doesNotContain("last/ResponseComplete");
    assertThat(app.post(INTAKE, INTAKE_TOKEN, body.formatted(event, "EventList")).statusCode())
        .isEqualTo(204);
    assertThat(events("api-audit").findValuesAsText("id")).contains("last/ResponseComplete");
  }

  @Test
  void refusesWhatSaysAThingTwice() {
    String twice = event("twice", "/api").replace("\"verb\"", "\"verb\":\"get\",\"verb\"");
    assertThat(app.post(INTAKE, INTAKE_TOKEN, list(twice)).statusCode()).isEqualTo(400);
    String lists = list().replace("\"items\"", "\"items\":[],\"items\"");
    assertThat(json(app.post(INTAKE, INTAKE_TOKEN, lists)).get("field").asText())
        .isEqualTo("items");
  }

  @Test
  void refusesWhatIsTooLargeEvenWhenItIsPackedSmall() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(list(event("bomb", "x".repeat(1_000_000))).getBytes(StandardCharsets.UTF_8));
    }
    assertThat(packed.size()).isLessThan(64 * 1024);
    HttpResponse<String> answer =
        app.send(
            HttpRequest.newBuilder(app.uri(INTAKE))
                .header("Authorization", "Bearer " + INTAKE_TOKEN)
                .header("Content-Type", "application/json")
                .header("Content-Encoding", "gzip")
                .POST(HttpRequest.BodyPublishers.ofByteArray(packed.toByteArray())));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(413);
    assertThat(app.post(INTAKE, INTAKE_TOKEN, list(event("b", "y".repeat(99_000)))).statusCode())
        .isEqualTo(413);
  }

  @Test
  void refusesOtherTypesAndEncodings() {
    var request =
        HttpRequest.newBuilder(app.uri(INTAKE))
            .header("Authorization", "Bearer " + INTAKE_TOKEN)
            .POST(HttpRequest.BodyPublishers.ofString(list()));
    assertThat(app.send(request.copy().header("Content-Type", "text/xml")).statusCode())
        .isEqualTo(415);
    HttpResponse<String> brotli =
        app.send(
            request
                .copy()
                .header("Content-Type", "application/json")
                .header("Content-Encoding", "br"));
    assertThat(brotli.statusCode()).isEqualTo(415);
    assertThat(json(brotli).get("field").asText()).isEqualTo("Content-Encoding");
  }

  @Test
  void wantsTheTokenOfThatVeryCluster() {
    assertThat(app.post(INTAKE, "intake-token-of-the-home-clusteR", list()).statusCode())
        .isEqualTo(401);
    assertThat(app.post("/api/v1/audit/intake/other", INTAKE_TOKEN, list()).statusCode())
        .isEqualTo(401);
    assertThat(app.post(INTAKE, OPERATOR_TOKEN, list()).statusCode()).isEqualTo(401);
    assertThat(app.post("/api/v1/opa/logs", INTAKE_TOKEN, "[]").statusCode()).isEqualTo(401);
  }

  @Test
  void takesDecisionsOnce() {
    String body =
        """
        [{"decision_id":"d-1","timestamp":"2026-11-24T08:00:00Z","requested_by":"zhang",
          "labels":{"app":"tenant-operator"},"input":{"tenant":"shuju"},"result":[]}]""";
    assertThat(app.post("/api/v1/opa/logs", OPERATOR_TOKEN, body).statusCode()).isEqualTo(204);
    assertThat(app.post("/api/v1/opa/logs/part", OPERATOR_TOKEN, body).statusCode()).isEqualTo(204);
    assertThat(events("decision").findValuesAsText("id")).containsOnlyOnce("d-1");
    JsonNode ofTenant = json(app.get("security", "/api/v1/audit/events?tenant=shuju"));
    assertThat(ofTenant.get("items").findValuesAsText("id")).containsExactly("d-1");
    assertThat(json(app.post("/api/v1/opa/logs", OPERATOR_TOKEN, "{}")).get("field").asText())
        .isEqualTo("body");
  }
}
