package dev.yunzhi.controlplane.identity;

import static dev.yunzhi.controlplane.TestControlPlane.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.yunzhi.controlplane.TestControlPlane;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SignInTest {
  private static TestControlPlane app;

  @BeforeAll
  static void start(@TempDir Path directory) {
    app = new TestControlPlane(directory).awaitReady();
  }

  @AfterAll
  static void stop() {
    app.close();
  }

  private static HttpResponse<String> whoAmI(String authorization) {
    return app.send(
        HttpRequest.newBuilder(app.uri("/api/v1/whoami")).header("Authorization", authorization));
  }

  private static String basic(String name, String password) {
    return "Basic "
        + Base64.getEncoder()
            .encodeToString((name + ":" + password).getBytes(StandardCharsets.UTF_8));
  }

  /** The newest sign-in of a user, as the auditor sees it. */
  private static JsonNode lastSignIn(String user) {
    JsonNode found = null;
    for (JsonNode item :
        json(app.get("audit", "/api/v1/audit/events?limit=1000&stream=sign-in&user=" + user))
            .get("items")) {
      found = item.get("event");
    }
    return found;
  }

  @Test
  void tellsWhoOneIs() {
    JsonNode answer = json(app.get("member", "/api/v1/whoami"));
    assertThat(answer.get("name").asText()).isEqualTo("member");
    assertThat(answer.get("roles").get(0).asText()).isEqualTo("department-member");
    assertThat(answer.get("departments").get(0).asText()).isEqualTo("hangzhou");
  }

  @Test
  void recordsASignInOnceThoughCredentialsComeEachTime() {
    app.get("security", "/api/v1/whoami");
    app.get("security", "/api/v1/whoami");
    JsonNode items =
        json(app.get("audit", "/api/v1/audit/events?limit=1000&stream=sign-in&user=security"))
            .get("items");
    assertThat(items).hasSize(1);
    JsonNode event = items.get(0).get("event");
    assertThat(event.get("outcome").asText()).isEqualTo("accepted");
    assertThat(event.get("source").asText()).isEqualTo("127.0.0.1");
    assertThat(event.get("roles").get(0).asText()).isEqualTo("security-administrator");
    assertThat(event.toString()).doesNotContain(TestControlPlane.PASSWORD);
  }

  @Test
  void refusesAndRecordsTheRefusal() {
    HttpResponse<String> wrong = whoAmI(basic("system", "wrong"));
    assertThat(wrong.statusCode()).isEqualTo(401);
    assertThat(json(wrong).get("detail").asText()).contains("unknown account or wrong password");
    assertThat(lastSignIn("system").get("outcome").asText()).isEqualTo("refused");

    HttpResponse<String> unknown = whoAmI(basic("nobody", "wrong"));
    assertThat(json(unknown).get("detail")).isEqualTo(json(wrong).get("detail"));
    assertThat(lastSignIn("nobody").get("reason").asText()).isNotEmpty();
  }

  @Test
  void slowsDownWhoeverGuesses() {
    HttpResponse<String> answer = null;
    for (int i = 0; i <= SignInThrottle.FREE_FAILURES; i++) {
      answer = whoAmI(basic("guessed", "guess " + i));
    }
    assertThat(answer.statusCode()).isEqualTo(429);
    assertThat(answer.headers().firstValue("Retry-After")).isPresent();
    assertThat(whoAmI(TestControlPlane.basic("audit")).statusCode()).isEqualTo(200);
  }

  @Test
  void takesTokensOfTheCluster() {
    JsonNode auditor = json(whoAmI("Bearer token-of-an-auditor"));
    assertThat(auditor.get("name").asText()).isEqualTo("wang");
    assertThat(auditor.get("realm").asText()).isEqualTo("kubernetes");
    assertThat(auditor.get("departments").isNull()).isTrue();
  }

  @Test
  void refusesTwoAdministratorsInOnePerson() {
    HttpResponse<String> answer = whoAmI("Bearer token-of-two-hats");
    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(json(answer).get("detail").asText())
        .contains("li holds audit-administrator and system-administrator");
  }

  @Test
  void refusesWhoHasNoRoleAndWhatNobodyKnows() {
    assertThat(json(whoAmI("Bearer token-of-nobody")).get("detail").asText())
        .contains("zhao holds no role here");
    assertThat(whoAmI("Bearer unheard-of").statusCode()).isEqualTo(401);
    assertThat(json(whoAmI("Digest x")).get("field").asText()).isEqualTo("Authorization");
    assertThat(whoAmI("Basic !!!").statusCode()).isEqualTo(401);
  }

  @Test
  void isUnavailableRatherThanWrongWhileTheApiServerIsAway() {
    HttpResponse<String> answer = whoAmI("Bearer token-while-the-api-server-is-down");
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.headers().firstValue("Retry-After")).isPresent();
  }

  @Test
  void asksForCredentialsInBothWays() {
    HttpResponse<String> answer = app.send(HttpRequest.newBuilder(app.uri("/api/v1/whoami")));
    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.headers().allValues("WWW-Authenticate")).hasSize(2);
    assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
    assertThat(answer.headers().firstValue("Content-Security-Policy")).isPresent();
  }
}
