package dev.yunzhi.controlplane.web;

import static dev.yunzhi.controlplane.TestControlPlane.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.yunzhi.controlplane.TestControlPlane;
import dev.yunzhi.controlplane.identity.AccessRule;
import dev.yunzhi.controlplane.identity.AccessTable;
import dev.yunzhi.controlplane.identity.Role;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The API as OpenAPI describes it. */
class ApiDescriptionTest {
  private static TestControlPlane app;

  @BeforeAll
  static void start(@TempDir Path directory) {
    app = new TestControlPlane(directory).awaitReady();
  }

  @AfterAll
  static void stop() {
    app.close();
  }

  private static JsonNode document() {
    HttpResponse<String> answer = app.get("audit", "/api/v1/openapi");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return json(answer);
  }

  @Test
  void describesEveryEndpointOfTheApiAndWhoMay() {
    JsonNode paths = document().get("paths");
    List<AccessRule> rules =
        AccessTable.RULES.stream()
            .filter(rule -> rule.pattern().getPatternString().startsWith("/api/v1/"))
            .filter(rule -> !rule.pattern().getPatternString().startsWith("/api/v1/openapi"))
            // OpenAPI has no parameter that spans slashes.
            .filter(rule -> !rule.pattern().getPatternString().contains("{*"))
            .toList();
    assertThat(rules).hasSizeGreaterThan(20);
    for (AccessRule rule : rules) {
      JsonNode operation =
          paths
              .path(rule.pattern().getPatternString())
              .path(rule.method().toLowerCase(Locale.ROOT));
      assertThat(operation.path("description").asText())
          .as(rule.method() + " " + rule.pattern().getPatternString())
          .contains(rule.permission().name(), rule.permission().holders());
      assertThat(
              operation.at("/responses/default/content/application~1problem+json").isMissingNode())
          .isFalse();
    }
  }

  /** One who may, of each permission that people hold. */
  private static String holder(AccessRule rule) {
    return Map.of(
            Role.SYSTEM_ADMINISTRATOR, "system",
            Role.SECURITY_ADMINISTRATOR, "security",
            Role.AUDIT_ADMINISTRATOR, "audit")
        .entrySet()
        .stream()
        .filter(entry -> rule.permission().roles().contains(entry.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(null);
  }

  /** What an endpoint says that it knows; null when it says nothing. */
  private static Set<String> known(AccessRule rule) {
    String path = rule.pattern().getPatternString();
    HttpResponse<String> answer =
        app.send(
            HttpRequest.newBuilder(app.uri(path.replaceAll("\\{[a-z]+}", "1") + "?nonsense=1"))
                .header("Authorization", TestControlPlane.basic(holder(rule)))
                .method(rule.method(), HttpRequest.BodyPublishers.noBody()));
    Matcher known =
        Pattern.compile("nonsense is not known here; known are \\[([A-Za-z, ]*)]")
            .matcher(answer.body());
    return known.find()
        ? Stream.of(known.group(1).split(", "))
            .filter(name -> !name.isEmpty())
            .collect(Collectors.toCollection(TreeSet::new))
        : null;
  }

  @Test
  void listsTheParametersThatEachEndpointTakes() {
    JsonNode paths = document().get("paths");
    int compared = 0;
    for (AccessRule rule : AccessTable.RULES) {
      String path = rule.pattern().getPatternString();
      JsonNode operation = paths.path(path).path(rule.method().toLowerCase(Locale.ROOT));
      if (operation.isMissingNode()) {
        continue;
      }
      Set<String> listed = new TreeSet<>();
      for (JsonNode parameter : operation.path("parameters")) {
        assertThat(parameter.path("description").asText())
            .as(rule.method() + " " + path + " " + parameter.get("name"))
            .isNotBlank();
        if (parameter.get("in").asText().equals("query")) {
          listed.add(parameter.get("name").asText());
        }
      }
      // Each report takes others, out of which they are listed.
      Set<String> known =
          holder(rule) == null || path.equals("/api/v1/reports/{report}") ? null : known(rule);
      if (known != null) {
        compared++;
        assertThat(listed).as(rule.method() + " " + path).isEqualTo(known);
      }
    }
    assertThat(compared).isGreaterThan(20);
  }

  @Test
  void namesTheReportsTheirParametersAndFormats() {
    JsonNode report = document().get("paths").get("/api/v1/reports/{report}").get("get");

    assertThat(report.get("parameters").findValuesAsText("name"))
        .contains("report", "asOf", "department", "tenant", "format");
    assertThat(report.get("parameters").toString()).contains("tenants", "compliance", "xlsx");
    assertThat(report.at("/responses/200/content").properties())
        .extracting(java.util.Map.Entry::getKey)
        .contains("text/html; charset=utf-8", "application/x-ndjson");
  }

  @Test
  void isTheSameTextEachTime() {
    assertThat(app.get("audit", "/api/v1/openapi").body())
        .isEqualTo(app.get("audit", "/api/v1/openapi").body());
    assertThat(app.get("audit", "/api/v1/openapi.yaml").body()).contains("openapi: ");
  }
}
