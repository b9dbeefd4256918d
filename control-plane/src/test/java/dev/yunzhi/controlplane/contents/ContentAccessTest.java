package dev.yunzhi.controlplane.contents;

import static dev.yunzhi.controlplane.TestControlPlane.json;
import static dev.yunzhi.controlplane.contents.FiveDepartments.ALL;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.yunzhi.controlplane.TestControlPlane;
import dev.yunzhi.controlplane.identity.AccessRule;
import dev.yunzhi.controlplane.identity.AccessTable;
import dev.yunzhi.controlplane.identity.Role;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.server.PathContainer;

/**
 * Whoever asks whatever is told of their own departments and of nobody else's: every endpoint that
 * can be read, with everybody there is, by what the answers hold. That a new endpoint is asked
 * nothing fails, as does an answer in which one's own is missing.
 */
class ContentAccessTest {
  private static TestControlPlane app;
  private static FiveDepartments five;
  private static Map<String, List<Trial>> trials;

  @BeforeAll
  static void start(@TempDir Path directory) throws IOException {
    app = TestControlPlane.withSignedLog(directory, "--yunzhi.reports.every=100ms").awaitReady();
    five = new FiveDepartments(app);
    trials = Trials.inRecordOf(five);
  }

  @AfterAll
  static void stop() {
    app.close();
  }

  static Stream<AccessRule> readable() {
    return AccessTable.RULES.stream().filter(rule -> rule.method().equals("GET"));
  }

  private static HttpResponse<byte[]> send(Asker asker, String path) {
    return send(asker, HttpRequest.newBuilder(app.uri(path)));
  }

  private static HttpResponse<byte[]> send(Asker asker, HttpRequest.Builder request) {
    if (asker.authorization() != null) {
      request.header("Authorization", asker.authorization());
    }
    try {
      return app.client.send(request.build(), BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @ParameterizedTest
  @MethodSource("readable")
  void showsEachTheirOwnAndNothingElse(AccessRule rule) {
    List<Trial> asked = trials.get(rule.pattern().getPatternString());
    assertThat(asked).as("Trials must ask " + rule + " something").isNotNull();
    for (Trial trial : asked) {
      String path = trial.path().replaceFirst("\\?.*", "");
      assertThat(rule.pattern().matches(PathContainer.parsePath(path))).as(path).isTrue();
      for (Asker asker : Asker.EVERYBODY) {
        check(trial, asker, rule, send(asker, trial.path()));
      }
    }
  }

  /** The same endpoint as a page of events, and another way through to them. */
  @Test
  void streamsEachTheEventsOfTheirOwnTenants() {
    String path = "/api/v1/audit/events";
    AccessRule rule =
        readable()
            .filter(one -> one.pattern().getPatternString().equals(path))
            .findFirst()
            .orElseThrow();
    Trial all = Trial.events(path + "?text=of-", ALL);
    for (Asker asker : Asker.EVERYBODY) {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(app.uri(all.path())).header("Accept", "application/x-ndjson");
      check(all, asker, rule, send(asker, request));
    }
  }

  private static void check(
      Trial trial, Asker asker, AccessRule rule, HttpResponse<byte[]> response) {
    Trial.Due due = asker.may(rule) ? trial.due().apply(asker) : Trial.Due.refused(401);
    Answered answer = Answered.of(trial.path(), due.shown(), response);
    String what = "%s of %s: %s".formatted(asker, trial, answer);
    if (asker.may(rule)) {
      assertThat(answer.status()).as(what).isEqualTo(due.status());
      for (String department : due.shown()) {
        assertThat(answer.text()).as(what).contains("of-" + department);
      }
      assertTellsOfNone(what, answer, foreign(asker, due.shown()));
    } else {
      // Who is refused again and again has to wait.
      assertThat(answer.status()).as(what).isIn(401, 403, 429);
      assertTellsOfNone(what, answer, ALL);
    }
  }

  private static Set<String> foreign(Asker asker, Set<String> shown) {
    Set<String> foreign = new TreeSet<>(ALL);
    foreign.removeAll(asker.departments());
    foreign.removeAll(asker.tenantsOf());
    foreign.removeAll(shown);
    return foreign;
  }

  private static void assertTellsOfNone(String what, Answered answer, Set<String> departments) {
    for (String department : departments) {
      assertThat(answer.text()).as(what).doesNotContain(department);
    }
  }

  /** The pages of a question, with where each says that it goes on. */
  private record Walk(List<String> pages, List<String> cursors) {}

  private static Walk walk(Asker asker, String path) {
    Walk walk = new Walk(new ArrayList<>(), new ArrayList<>());
    for (String at = path; at != null; ) {
      HttpResponse<byte[]> answer = send(asker, at);
      assertThat(answer.statusCode()).as(at).isEqualTo(200);
      walk.pages.add(Answered.of(at, asker.departments(), answer).text());
      String next = next(answer.body());
      if (next != null) {
        walk.cursors.add(next);
      }
      at = next == null ? null : path + "&cursor=" + next;
    }
    return walk;
  }

  private static String next(byte[] page) {
    try {
      JsonNode next = new ObjectMapper().readTree(page).get("next");
      return next.isNull() ? null : next.asText();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A page at a time, and from where an administrator's pages go on. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/v1/assets?limit=1&asOf=%s",
        "/api/v1/assets/diff?limit=1&from=2025-12-31T00:00:00Z&to=%s",
        "/api/v1/assets/history?limit=1&cluster=home&kind=Deployment&name=wanderer&asOf=%s",
      })
  void turnsNoPageToAnothersThings(String question) {
    String path = question.formatted(five.known);
    List<String> all = walk(Asker.named("audit"), path).cursors;
    assertThat(all).isNotEmpty();
    for (String name : List.of("member", "clerk", "neighbour", "head by token")) {
      Asker asker = Asker.named(name);
      Set<String> foreign = foreign(asker, Set.of());
      List<String> pages = walk(asker, path).pages;
      assertThat(asker.departments())
          .as(name)
          .anyMatch(own -> pages.toString().contains("of-" + own));
      for (String cursor : all) {
        String at = path + "&cursor=" + cursor;
        pages.add(Answered.of(at, asker.departments(), send(asker, at)).text());
      }
      for (String department : foreign) {
        assertThat(pages).as(name).noneMatch(page -> page.contains(department));
      }
    }
  }

  /** Of who attempts something on another's things: that it fails, and that they learn nothing. */
  @Test
  void refusesEachWhatIsOnAnothersThings() {
    String before = written();
    Set<String> attempted = new TreeSet<>();
    for (String name : List.of("member", "clerk", "neighbour", "head by token")) {
      Asker asker = Asker.named(name);
      String mine = asker.departments().iterator().next();
      for (String department : foreign(asker, Set.of())) {
        for (Attempt attempt : Attempt.on(five, department, mine)) {
          attempted.add(attempt.method() + " " + attempt.endpoint());
          HttpResponse<byte[]> answer = send(asker, attempt);
          String text = new String(answer.body(), StandardCharsets.UTF_8);
          String what = "%s, %s: %s".formatted(name, attempt, text);
          assertThat(answer.statusCode()).as(what).isIn(400, 403, 404, 409, 422);
          // Nothing of it but what who attempts it said.
          assertThat(text)
              .as(what)
              .doesNotContain("servers-of-" + department, "人-of-", "机房-of-", "\"by\"");
        }
      }
    }
    assertThat(attempted).as("what members may write").isEqualTo(writable());
    assertThat(written()).isEqualTo(before);
  }

  private static Set<String> writable() {
    Set<String> writable = new TreeSet<>();
    for (AccessRule rule : AccessTable.RULES) {
      boolean members =
          !rule.isOpen() && rule.permission().roles().contains(Role.DEPARTMENT_MEMBER);
      String path = rule.pattern().getPatternString();
      // To sign out concerns nobody else.
      if (members && !rule.method().equals("GET") && !path.equals("/console/sign-out")) {
        writable.add(rule.method() + " " + path);
      }
    }
    return writable;
  }

  private static String written() {
    return Stream.of(
            "/api/v1/assets?kind=Server", "/api/v1/register/imports", "/api/v1/report-schedules")
        .map(path -> json(app.get("system", path)).get("items").toString())
        .collect(Collectors.joining());
  }

  private static HttpResponse<byte[]> send(Asker asker, Attempt attempt) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(app.uri(attempt.path()))
            .method(attempt.method(), BodyPublishers.ofString(attempt.body()));
    if (attempt.content() != null) {
      request.header("Content-Type", attempt.content());
    }
    return send(asker, request);
  }
}
