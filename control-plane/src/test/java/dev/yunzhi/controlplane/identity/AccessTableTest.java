package dev.yunzhi.controlplane.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yunzhi.controlplane.TestControlPlane;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Tries every endpoint with every role and with none. */
class AccessTableTest {
  private static final Map<Role, String> CREDENTIALS =
      Map.of(
          Role.SYSTEM_ADMINISTRATOR, TestControlPlane.basic("system"),
          Role.SECURITY_ADMINISTRATOR, TestControlPlane.basic("security"),
          Role.AUDIT_ADMINISTRATOR, TestControlPlane.basic("audit"),
          Role.DEPARTMENT_MEMBER, TestControlPlane.basic("member"),
          Role.TENANT_ADMINISTRATOR, TestControlPlane.basic("owner"),
          Role.AUDIT_SOURCE, "Bearer " + TestControlPlane.INTAKE_TOKEN,
          Role.DECISION_SOURCE, "Bearer " + TestControlPlane.OPERATOR_TOKEN);

  private static TestControlPlane app;

  @BeforeAll
  static void start(@TempDir Path directory) {
    app = new TestControlPlane(directory).awaitReady();
  }

  @AfterAll
  static void stop() {
    app.close();
  }

  static Stream<AccessRule> rules() {
    return AccessTable.RULES.stream();
  }

  private static HttpResponse<String> ask(String method, String path, String credentials) {
    String concrete =
        path.replace("{cluster}", "home")
            .replace("{partition}", "part")
            .replace("{name}", "yunzhi")
            .replace("{index}", "1000000")
            .replace("{hold}", "0")
            .replace("{removal}", "0")
            .replace("{import}", "0")
            .replace("{kind}", "Server")
            .replace("{code}", "S-1")
            .replace("{id}", "none")
            .replace("{report}", "assets")
            .replace("{level}", "0")
            .replace("{*path}", "000.p/1")
            .replace("{revision}", "1-0123456789ab");
    var request =
        HttpRequest.newBuilder(app.uri(concrete))
            .method(method, HttpRequest.BodyPublishers.noBody());
    if (credentials != null) {
      request.header("Authorization", credentials);
    }
    return app.send(request);
  }

  @ParameterizedTest
  @MethodSource("rules")
  void opensToThoseWhoMayAndToNobodyElse(AccessRule rule) {
    String path = rule.pattern().getPatternString();
    HttpResponse<String> anonymous = ask(rule.method(), path, null);
    if (rule.isOpen()) {
      assertLetThrough(anonymous, "anonymous");
      return;
    }
    assertThat(anonymous.statusCode()).as("anonymous").isEqualTo(401);
    boolean intake = rule.permission() == Permission.SEND_AUDIT_EVENTS;
    for (Role role : Role.values()) {
      HttpResponse<String> answer = ask(rule.method(), path, CREDENTIALS.get(role));
      if (rule.permission().roles().contains(role)) {
        assertLetThrough(answer, role.label());
      } else if (role == Role.AUDIT_SOURCE || (intake && role == Role.DECISION_SOURCE)) {
        // An intake token is nothing but at the intake, and another token is nothing there.
        assertThat(answer.statusCode()).as(role.label()).isIn(401, 429);
      } else {
        assertThat(answer.statusCode()).as(role.label()).isEqualTo(403);
        assertThat(answer.body()).contains("this needs the permission " + rule.permission());
      }
    }
  }

  /** Past the gate: what the handler then says of an empty request is its own affair. */
  private static void assertLetThrough(HttpResponse<String> answer, String who) {
    if (answer.statusCode() == 403) {
      assertThat(answer.body()).as(who).contains("the form was not made by this console");
    } else if (answer.statusCode() == 404) {
      assertThat(answer.body()).as(who).contains("the log has not grown as far as");
    } else {
      assertThat(answer.statusCode()).as(who).isNotIn(401, 404, 405, 500);
    }
  }

  @Test
  void everyMappingIsInTheTable() {
    List<String> undeclared = new ArrayList<>();
    app.context
        .getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
        .getHandlerMethods()
        .keySet()
        .forEach(
            mapping ->
                mapping
                    .getPatternValues()
                    .forEach(
                        pattern -> {
                          boolean declared =
                              mapping.getMethodsCondition().getMethods().stream()
                                  .allMatch(
                                      method ->
                                          AccessTable.RULES.stream()
                                              .anyMatch(
                                                  rule ->
                                                      rule.method().equals(method.name())
                                                          && rule.pattern()
                                                              .getPatternString()
                                                              .equals(pattern)));
                          if (!declared || mapping.getMethodsCondition().getMethods().isEmpty()) {
                            undeclared.add(pattern);
                          }
                        }));
    // The container's own way to the page of errors; from outside it is as unknown as any path.
    assertThat(undeclared).containsExactly("/error");
    assertThat(ask("GET", "/error", null).statusCode()).isEqualTo(401);
    assertThat(ask("GET", "/error", TestControlPlane.basic("audit")).statusCode()).isEqualTo(404);
  }

  @Test
  void unknownPathsAndMethodsAreRefused() {
    String audit = TestControlPlane.basic("audit");
    assertThat(ask("GET", "/api/v1/secrets", null).statusCode()).isEqualTo(401);
    assertThat(ask("GET", "/api/v1/secrets", audit).statusCode()).isEqualTo(404);
    assertThat(ask("GET", "/actuator", audit).statusCode()).isEqualTo(404);
    assertThat(ask("GET", "/api/v1/whoami/", audit).statusCode()).isEqualTo(404);
    assertThat(ask("GET", "/metrics;x=/..", audit).statusCode()).isNotEqualTo(500);
    HttpResponse<String> wrongMethod = ask("DELETE", "/api/v1/assets", audit);
    assertThat(wrongMethod.statusCode()).isEqualTo(405);
    assertThat(wrongMethod.headers().firstValue("Allow")).hasValue("GET");
    assertThat(ask("OPTIONS", "/api/v1/assets", audit).statusCode()).isEqualTo(405);
    assertThat(ask("TRACE", "/api/v1/assets", audit).statusCode()).isEqualTo(405);
  }

  @Test
  void noAdministratorHoldsWhatOnlyTheAuditorMay() {
    assertThat(Permission.READ_SIGN_INS.roles()).containsExactly(Role.AUDIT_ADMINISTRATOR);
    assertThat(Permission.READ_EVENTS.roles())
        .containsExactlyInAnyOrder(Role.AUDIT_ADMINISTRATOR, Role.SECURITY_ADMINISTRATOR);
    assertThat(Permission.READ_TENANT_EVENTS.roles())
        .containsExactlyInAnyOrder(
            Role.AUDIT_ADMINISTRATOR, Role.SECURITY_ADMINISTRATOR, Role.TENANT_ADMINISTRATOR);
  }
}
