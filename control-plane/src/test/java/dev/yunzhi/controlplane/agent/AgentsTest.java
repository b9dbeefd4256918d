package dev.yunzhi.controlplane.agent;

import static dev.yunzhi.controlplane.TestControlPlane.OPERATOR_TOKEN;
import static dev.yunzhi.controlplane.TestControlPlane.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.yunzhi.controlplane.TestControlPlane;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What agents report by OPA's Status API, as people see it. */
class AgentsTest {
  private static final String STATUS = "/api/v1/opa/status";
  private static TestControlPlane app;

  @BeforeAll
  static void start(@TempDir Path directory) {
    app = new TestControlPlane(directory).awaitReady();
  }

  @AfterAll
  static void stop() {
    app.close();
  }

  private static void report(String id, String bundles) {
    var answer =
        app.post(
            STATUS,
            OPERATOR_TOKEN,
            """
            {"labels": {"id": "%s", "app": "tenant-operator", "version": "0.1.0"}, "bundles": %s,
             "plugins": {"bundle": {"state": "OK"}}, "metrics": {"prometheus": {}}}"""
                .formatted(id, bundles));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  private static JsonNode agent(String id) {
    var answer = app.get("security", "/api/v1/opa/agents");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    for (JsonNode agent : json(answer).get("items")) {
      if (agent.get("id").asText().equals(id)) {
        return agent;
      }
    }
    return new ObjectMapper().missingNode();
  }

  @Test
  void whatAnAgentEnforcesSinceWhenIsSeen() {
    String first =
        "{\"yunzhi-wasm\": {\"name\": \"yunzhi-wasm\", \"active_revision\": \"1-aaaaaaa\"}}";
    report("changing", first);
    JsonNode agent = agent("changing");

    assertThat(agent.get("user").asText())
        .isEqualTo("system:serviceaccount:yunzhi-system:tenant-operator");
    assertThat(agent.at("/labels/version").asText()).isEqualTo("0.1.0");
    assertThat(agent.get("live").asBoolean()).isTrue();
    assertThat(agent.at("/bundles/0/revision").asText()).isEqualTo("1-aaaaaaa");
    String since = agent.at("/bundles/0/since").asText();

    report("changing", first);
    assertThat(agent("changing").at("/bundles/0/since").asText()).isEqualTo(since);

    report("changing", first.replace("1-aaaaaaa", "2-bbbbbbb"));
    JsonNode later = agent("changing").at("/bundles/0");
    assertThat(later.get("revision").asText()).isEqualTo("2-bbbbbbb");
    assertThat(later.get("since").asText()).isGreaterThan(since);
  }

  @Test
  void anErrorIsSeenBesideWhatIsStillEnforced() {
    String good = "\"name\": \"yunzhi\", \"active_revision\": \"1-aaaaaaa\"";
    report("refusing", "{\"yunzhi\": {" + good + "}}");
    report(
        "refusing",
        "{\"yunzhi\": {"
            + good
            + ", \"code\": \"bundle_error\", \"message\": \"scope mismatch\","
            + " \"errors\": [{\"message\": \"one\"}, {\"message\": \"two\"}]}}");

    JsonNode bundle = agent("refusing").at("/bundles/0");
    assertThat(bundle.get("revision").asText()).isEqualTo("1-aaaaaaa");
    assertThat(bundle.get("error").asText()).isEqualTo("scope mismatch; one; two");
    assertThat(bundle.get("errorSince").isNull()).isFalse();

    report("refusing", "{\"yunzhi\": {" + good + "}}");
    assertThat(agent("refusing").at("/bundles/0/error").isNull()).isTrue();
    assertThat(agent("refusing").at("/bundles/0/errorSince").isNull()).isTrue();
  }

  @Test
  void aBundleThatAnAgentHasNoMoreIsForgotten() {
    report("dropping", "{\"a\": {\"name\": \"a\"}, \"b\": {\"name\": \"b\"}}");
    assertThat(agent("dropping").get("bundles").findValuesAsText("name")).containsExactly("a", "b");
    assertThat(agent("dropping").at("/bundles/0/revision").isNull()).isTrue();

    report("dropping", "{\"b\": {\"name\": \"b\"}}");
    assertThat(agent("dropping").get("bundles").findValuesAsText("name")).containsExactly("b");

    // A report that speaks of none, as the first of a stock agent does, takes none away.
    report("dropping", "{}");
    assertThat(agent("dropping").get("bundles")).hasSize(1);
  }

  @Test
  void theFieldThatIsWrongIsNamed() {
    for (List<String> wrong :
        List.of(
            List.of("[]", "labels"),
            List.of("{\"labels\": {}}", "labels.id"),
            List.of("{\"labels\": {\"id\": \"" + "x".repeat(254) + "\"}}", "labels.id"),
            List.of("{\"labels\": {\"id\": \"a\\u0000b\"}}", "labels.id"),
            List.of("{\"labels\": {\"id\": \"a\"}, \"bundles\": {\"x\": {}}}", "bundles.x.name"))) {
      var answer = app.post(STATUS, OPERATOR_TOKEN, wrong.get(0));
      assertThat(answer.statusCode()).as(wrong.get(0)).isEqualTo(400);
      assertThat(json(answer).get("field").asText()).isEqualTo(wrong.get(1));
    }
  }
}
