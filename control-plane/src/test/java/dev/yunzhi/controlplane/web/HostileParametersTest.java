package dev.yunzhi.controlplane.web;

import static dev.yunzhi.controlplane.TestControlPlane.basic;
import static dev.yunzhi.controlplane.TestControlPlane.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.yunzhi.api.v1alpha1.Level;
import dev.yunzhi.audit.register.CardField;
import dev.yunzhi.controlplane.TestControlPlane;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each parameter that the API's description lists, and each field of a card, given what nobody
 * should send: it is taken as it is or refused with a reason, never answered by a failure.
 */
class HostileParametersTest {
  private static final List<String> ACCOUNTS = List.of("system", "security", "audit", "member");

  /** As addresses have them. */
  private static final List<String> VALUES =
      List.of(
          "",
          "%20",
          "%00",
          "a%00b",
          "%0d%0aX-Injected:%20yes",
          "%ff",
          "%ed%a0%80",
          "%f0%9f%98%80",
          "%e2%80%ae%e4%ba%91",
          "-1",
          "0",
          "2147483648",
          "9223372036854775807",
          "99999999999999999999",
          "NaN",
          "Infinity",
          "1e999999999",
          "0x10",
          "%d9%a1",
          "true",
          "%7B%22a%22:1%7D",
          "%27%20or%201=1%20--",
          "%25",
          "*",
          "..",
          "..%2f..%2fetc%2fpasswd",
          "-999999999-01-01T00:00:00Z",
          "0000-01-01T00:00:00Z",
          "%2B292278994-08-17T07:12:55.807Z",
          "%2B999999999-12-31T23:59:59.999999999Z",
          "2026-11-24T08:00:00%2B18:00",
          "2026-02-30T00:00:00Z",
          "0000-01-01",
          "%2B999999999-12-31",
          "x".repeat(5000));

  /** In JSON. */
  private static final List<String> MEMBERS =
      List.of(
          "null",
          "[]",
          "{}",
          "true",
          "0",
          "-1",
          "1e400",
          "1e999",
          "0.1e-999",
          "99999999999999999999",
          "\"\"",
          "\" \"",
          "\"\\u0000\"",
          "\"\\ud800\"",
          "\"\\u202e云\"",
          "\"😀\"",
          "\"NaN\"",
          "\"1e999999999\"",
          "\"١\"",
          "\"-999999999-01-01\"",
          "\"0000-01-01\"",
          "\"2026-02-30\"",
          "\"+999999999-12-31\"",
          "\"=1+1\"",
          "\"" + "x".repeat(5000) + "\"");

  /** Of the other parameters, so that the one in question is read at all. */
  private static final Map<String, String> GOOD =
      Map.ofEntries(
          Map.entry("cluster", "home"),
          Map.entry("code", "S-1"),
          Map.entry("department", "hangzhou"),
          Map.entry("format", "csv"),
          Map.entry("from", "2026-11-01T00:00:00Z"),
          Map.entry("index", "0"),
          Map.entry("kind", "Server"),
          Map.entry("latitude", "30.25"),
          Map.entry("longitude", "120.15"),
          Map.entry("name", "a"),
          Map.entry("report", "assets"));

  /** One that is taken, in JSON. */
  private static final Map<String, String> CARD =
      Map.ofEntries(
          Map.entry("department", "\"hangzhou\""),
          Map.entry("custodian", "\"李工\""),
          Map.entry("category", "\"A02010107\""),
          Map.entry("acquired", "\"2026-01-31\""),
          Map.entry("originalValue", "3200"),
          Map.entry("lifeYears", "6"),
          Map.entry("deviceType", "\"摄像机\""),
          Map.entry("longitude", "120.1"),
          Map.entry("latitude", "30.25"),
          Map.entry("shared", "\"是\""));

  private static TestControlPlane app;

  private final SoftAssertions all = new SoftAssertions();
  private final Set<Integer> answers = new TreeSet<>();

  @BeforeAll
  static void start(@TempDir Path directory) throws IOException {
    app = TestControlPlane.withSignedLog(directory).awaitReady();
    app.department("hangzhou", Level.CITY, null);
  }

  @AfterAll
  static void stop() {
    app.close();
  }

  @Test
  void parametersAreTakenOrRefusedWithAReason() {
    JsonNode paths = json(app.get("audit", "/api/v1/openapi")).get("paths");
    for (Map.Entry<String, JsonNode> path : paths.properties()) {
      for (Map.Entry<String, JsonNode> operation : path.getValue().properties()) {
        JsonNode parameters = operation.getValue().path("parameters");
        for (JsonNode hostile : parameters) {
          for (String value : VALUES) {
            String address = address(path.getKey(), parameters, hostile, value);
            HttpRequest.Builder request = HttpRequest.newBuilder(app.uri(address));
            if (hostile.get("in").asText().equals("header")) {
              request.header(hostile.get("name").asText(), value);
            }
            String method = operation.getKey().toUpperCase(Locale.ROOT);
            ask(address, request.method(method, BodyPublishers.noBody()));
          }
        }
      }
    }
    all.assertAll();
    assertThat(answers).contains(200, 400, 404);
  }

  private static String address(String path, JsonNode parameters, JsonNode hostile, String value) {
    String address = path;
    StringBuilder query = new StringBuilder();
    for (JsonNode parameter : parameters) {
      String name = parameter.get("name").asText();
      boolean meant = parameter.equals(hostile);
      String given = meant ? value : URLEncoder.encode(GOOD.getOrDefault(name, "1"), UTF_8);
      String in = parameter.get("in").asText();
      if (in.equals("path")) {
        address = address.replace("{" + name + "}", given);
      } else if (in.equals("query") && (meant || parameter.path("required").asBoolean())) {
        query.append(query.isEmpty() ? '?' : '&').append(name).append('=').append(given);
      }
    }
    return address + query;
  }

  @Test
  void fieldsOfACardAreTakenOrRefusedWithAReason() {
    for (CardField field : CardField.values()) {
      for (String value : MEMBERS) {
        Map<String, String> card = new TreeMap<>(CARD);
        card.put(field.word(), value);
        String body =
            card.entrySet().stream()
                .map(member -> "\"%s\": %s".formatted(member.getKey(), member.getValue()))
                .collect(Collectors.joining(", ", "{", "}"));
        ask(
            body,
            HttpRequest.newBuilder(app.uri("/api/v1/register/assets/SensingDevice/D-1"))
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString(body)));
      }
    }
    all.assertAll();
    assertThat(answers).containsExactly(200, 400);
  }

  /** As the first of the accounts that may. */
  private void ask(String asked, HttpRequest.Builder request) {
    HttpResponse<String> answer = null;
    for (String account : ACCOUNTS) {
      answer =
          app.send(
              request.timeout(Duration.ofMinutes(1)).setHeader("Authorization", basic(account)));
      if (answer.statusCode() != 403) {
        break;
      }
    }
    answers.add(answer.statusCode());
    String told = asked + ": " + answer.statusCode() + " " + answer.body();
    all.assertThat(answer.statusCode()).as(told).isLessThan(500);
    all.assertThat(answer.headers().map())
        .as(told)
        .doesNotContainKey("x-injected")
        .containsEntry("x-content-type-options", List.of("nosniff"));
    if (answer.statusCode() >= 400) {
      all.assertThat(answer.headers().firstValue("Content-Type"))
          .as(told)
          .hasValue("application/problem+json");
      all.assertThat(json(answer).path("detail").asText()).as(told).isNotBlank();
    }
  }
}
