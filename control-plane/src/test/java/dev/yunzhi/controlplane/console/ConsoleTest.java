package dev.yunzhi.controlplane.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yunzhi.api.v1alpha1.Department;
import dev.yunzhi.api.v1alpha1.DepartmentSpec;
import dev.yunzhi.api.v1alpha1.Level;
import dev.yunzhi.api.v1alpha1.SharedComponent;
import dev.yunzhi.controlplane.TestControlPlane;
import dev.yunzhi.controlplane.inventory.ComponentCatalogue;
import dev.yunzhi.controlplane.inventory.DepartmentTree;
import dev.yunzhi.controlplane.store.Journal;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.net.HttpCookie;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConsoleTest {
  private static final Pattern CSRF = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");
  private static TestControlPlane app;

  @BeforeAll
  static void start(@TempDir Path directory) {
    app = new TestControlPlane(directory).awaitReady();
  }

  @AfterAll
  static void stop() {
    app.close();
  }

  /** As much of a browser as the console needs: it keeps cookies and fills in forms. */
  private static final class Browser {
    final Map<String, String> cookies = new TreeMap<>();
    String page = "";

    HttpResponse<String> get(String path) {
      return ask(HttpRequest.newBuilder(app.uri(path)));
    }

    HttpResponse<String> post(String path, Map<String, String> fields) {
      String form =
          fields.entrySet().stream()
              .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
              .collect(Collectors.joining("&"));
      return ask(
          HttpRequest.newBuilder(app.uri(path))
              .header("Content-Type", "application/x-www-form-urlencoded")
              .POST(HttpRequest.BodyPublishers.ofString(form)));
    }

    private HttpResponse<String> ask(HttpRequest.Builder request) {
      request.header("Accept", "text/html");
      if (!cookies.isEmpty()) {
        request.header(
            "Cookie",
            cookies.entrySet().stream()
                .map(e -> e.getKey() + "=" + e.getValue())
                .collect(Collectors.joining("; ")));
      }
      HttpResponse<String> answer = app.send(request);
      for (String header : answer.headers().allValues("Set-Cookie")) {
        assertThat(header).contains("Secure", "HttpOnly", "SameSite", "Path=/");
        HttpCookie cookie = HttpCookie.parse(header).get(0);
        cookies.put(cookie.getName(), cookie.getValue());
      }
      page = answer.body();
      return answer;
    }

    String csrf() {
      Matcher found = CSRF.matcher(page);
      assertThat(found.find()).as(page).isTrue();
      return found.group(1);
    }

    HttpResponse<String> signIn(String name, String password) {
      get("/console/sign-in");
      return post("/console/sign-in", Map.of("_csrf", csrf(), "name", name, "password", password));
    }
  }

  private static Browser signedIn(String name) {
    Browser browser = new Browser();
    HttpResponse<String> answer = browser.signIn(name, TestControlPlane.PASSWORD);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);
    return browser;
  }

  @Test
  void sendsStrangersToTheSignInPageAndBack() {
    Browser browser = new Browser();
    HttpResponse<String> answer = browser.get("/console/assets");
    assertThat(answer.statusCode()).isEqualTo(302);
    assertThat(answer.headers().firstValue("Location").orElseThrow())
        .endsWith("/console/sign-in?next=%2Fconsole%2Fassets");
    browser.get("/console/sign-in?next=%2Fconsole%2Fassets");
    HttpResponse<String> in =
        browser.post(
            "/console/sign-in",
            Map.of(
                "_csrf",
                browser.csrf(),
                "name",
                "audit",
                "password",
                TestControlPlane.PASSWORD,
                "next",
                "/console/assets"));
    assertThat(in.headers().firstValue("Location")).hasValue("/console/assets");
    assertThat(browser.get("/console/assets").statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://evil.example", "//evil.example", "/\\evil", "/console//evil"})
  void neverSendsToAnotherSite(String next) {
    Browser browser = new Browser();
    browser.get("/console/sign-in?next=" + URLEncoder.encode(next, StandardCharsets.UTF_8));
    assertThat(browser.page).doesNotContain("evil");
  }

  @Test
  void beginsANewSessionAtEverySignIn() {
    Browser browser = signedIn("audit");
    String first = browser.cookies.get("__Host-yunzhi");
    assertThat(first).isNotEmpty();
    browser.signIn("audit", TestControlPlane.PASSWORD);
    assertThat(browser.cookies.get("__Host-yunzhi")).isNotEqualTo(first);

    Browser thief = new Browser();
    thief.cookies.put("__Host-yunzhi", first);
    assertThat(thief.get("/console").statusCode()).isEqualTo(302);
  }

  @Test
  void refusesAFormThatIsNotOurs() {
    Browser browser = new Browser();
    browser.get("/console/sign-in");
    Map<String, String> form = Map.of("name", "audit", "password", TestControlPlane.PASSWORD);
    assertThat(browser.post("/console/sign-in", form).statusCode()).isEqualTo(403);
    Browser other = signedIn("audit");
    assertThat(other.post("/console/sign-out", Map.of("_csrf", "guess")).statusCode())
        .isEqualTo(403);
    assertThat(other.get("/console").statusCode()).isEqualTo(200);
  }

  @Test
  void signsOut() {
    Browser browser = signedIn("audit");
    browser.get("/console");
    assertThat(browser.post("/console/sign-out", Map.of("_csrf", browser.csrf())).statusCode())
        .isEqualTo(303);
    assertThat(browser.get("/console").statusCode()).isEqualTo(302);
  }

  @Test
  void tellsWhyASignInWasRefusedAndKeepsWhatWasTypedHarmless() {
    Browser browser = new Browser();
    HttpResponse<String> answer = browser.signIn("<script>alert(1)</script>", "wrong");
    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.body()).doesNotContain("<script>").contains("&lt;script&gt;");
    assertThat(answer.headers().firstValue("WWW-Authenticate")).isEmpty();
  }

  @Test
  void speaksBothLanguages() {
    Browser browser = new Browser();
    assertThat(browser.get("/console/sign-in").body()).contains("登录").contains("lang=\"zh\"");
    assertThat(browser.get("/console/sign-in?lang=en").body()).contains("Local account");
    assertThat(browser.get("/console/sign-in").body()).contains("Local account");
    assertThat(browser.get("/console/sign-in?lang=zh").body()).contains("本地账户");
  }

  @Test
  void showsEachRoleItsPages() {
    Map<String, Map<String, Integer>> expected =
        Map.of(
            "system", Map.of("market", 200, "assets", 200, "decisions", 403, "sign-ins", 403),
            "security", Map.of("assets", 200, "decisions", 200, "sign-ins", 403),
            "audit", Map.of("assets", 200, "decisions", 200, "sign-ins", 200),
            "member", Map.of("market", 200, "assets", 200, "decisions", 403, "sign-ins", 403));
    expected.forEach(
        (name, pages) -> {
          Browser browser = signedIn(name);
          assertThat(browser.get("/console").statusCode()).as(name).isEqualTo(200);
          pages.forEach(
              (page, status) -> {
                HttpResponse<String> answer = browser.get("/console/" + page);
                assertThat(answer.statusCode()).as(name + " " + page).isEqualTo(status);
                assertThat(answer.body()).as(name + " " + page).contains("<h1");
              });
        });
  }

  @Test
  void drawsTheTreeOfWhatOneMaySee() {
    DepartmentTree tree = app.context.getBean(DepartmentTree.class);
    tree.put(department("zhejiang", "浙江<i>省</i>", Level.PROVINCE, null));
    tree.put(department("hangzhou", "杭州市", Level.CITY, "zhejiang"));
    tree.put(department("xihu", "西湖区", Level.COUNTY, "hangzhou"));
    String all = signedIn("audit").get("/console").body();
    assertThat(all)
        .contains("浙江&lt;i&gt;省&lt;/i&gt;", "杭州市", "西湖区")
        .containsSubsequence("depth-0", "depth-1", "depth-2");
    assertThat(signedIn("member").get("/console").body())
        .contains("杭州市", "西湖区")
        .doesNotContain("浙江");
  }

  @Test
  void letsEverybodyLookThroughTheCatalogueOfComponents() {
    ComponentCatalogue catalogue = app.context.getBean(ComponentCatalogue.class);
    catalogue.put(
        component(
            "identity",
            "{displayName: 统一<i>身份</i>认证, displayNameEn: Unified identity, category: 身份, provider: far, protectionLevel: 3, needsApproval: true, lifecycle: Offered}"));
    catalogue.put(
        component(
            "sms",
            "{displayName: 短信, category: 消息, provider: far, protectionLevel: 2, lifecycle: Deprecated, successor: sms-2}"));
    catalogue.put(
        component(
            "old",
            "{displayName: 旧地图, category: 地图, provider: far, protectionLevel: 2, lifecycle: Withdrawn}"));
    Browser member = signedIn("member");

    assertThat(member.get("/console/market?lang=zh").body())
        .contains("统一&lt;i&gt;身份&lt;/i&gt;认证", "提供中", "即将停用", "→ sms-2")
        .doesNotContain("旧地图");
    assertThat(member.get("/console/market?lang=en&q=UNIFIED").body())
        .contains("Unified identity", "offered")
        .doesNotContain("短信");
    assertThat(member.get("/console/market?q=%E6%B2%A1%E6%9C%89").body())
        .contains("class=\"empty\"");
    catalogue.remove("identity");
    assertThat(member.get("/console/market").body()).doesNotContain("Unified identity");
  }

  private static SharedComponent component(String name, String spec) {
    return Serialization.unmarshal(
        "metadata: {name: %s}\nspec: %s\n".formatted(name, spec), SharedComponent.class);
  }

  private static Department department(String name, String title, Level level, String parent) {
    Department department = new Department();
    department.setMetadata(new ObjectMetaBuilder().withName(name).build());
    department.setSpec(
        new DepartmentSpec(
            title, null, level, "330000", parent, null, null, null, null, null, null));
    return department;
  }

  @Test
  void showsDecisionsWithTheirReasonsEscaped() {
    String body =
        """
        [{"decision_id":"console-1","timestamp":"2026-11-24T08:00:00Z","requested_by":"zhang",
          "input":{"kind":"Pod","namespace":"shuju-app","name":"<b>x</b>","operation":"CREATE",
                   "tenant":"shuju"},
          "result":[{"policy":"SEC-016","effect":"Deny","message":"privileged","messageZh":"特权"}]}]\
        """;
    assertThat(app.post("/api/v1/opa/logs", TestControlPlane.OPERATOR_TOKEN, body).statusCode())
        .isEqualTo(204);
    Browser browser = signedIn("security");
    assertThat(browser.get("/console/decisions?lang=zh").body())
        .contains("SEC-016", "特权", "拒绝", "&lt;b&gt;x&lt;/b&gt;")
        .doesNotContain("<b>x</b>");
    assertThat(browser.get("/console/decisions?lang=en").body()).contains("privileged", "Denied");
    assertThat(signedIn("audit").get("/console/sign-ins").body()).contains("通过", "127.0.0.1");
  }

  @ParameterizedTest
  @CsvSource({
    "sign-in, accepted, 通过, Accepted",
    "sign-in, refused, 被拒绝, Refused",
    "export, complete, 完成, Complete",
    "export, aborted, 中断, Aborted",
    "read, begun, 已开始, Begun"
  })
  void tellsOutcomesInBothLanguages(String stream, String outcome, String chinese, String english) {
    app.context.getBean(Journal.class).record(stream, Map.of("outcome", outcome, "user", "told"));
    Browser browser = signedIn("audit");
    String page = "/console/sign-ins?stream=%s&user=told&lang=".formatted(stream);
    assertThat(browser.get(page + "zh").body())
        .contains("outcome-" + outcome, ">" + chinese + "<")
        .doesNotContain(">" + outcome + "<", "??");
    assertThat(browser.get(page + "en").body()).contains(">" + english + "<").doesNotContain("??");
  }

  @Test
  void hasAStrictContentPolicyAndNoScript() {
    Browser browser = signedIn("audit");
    HttpResponse<String> answer = browser.get("/console");
    assertThat(answer.headers().firstValue("Content-Security-Policy").orElseThrow())
        .contains("default-src 'none'")
        .doesNotContain("unsafe");
    assertThat(answer.body()).doesNotContain("<script", "style=", "onclick");
    assertThat(browser.get("/console/style.css").headers().firstValue("Content-Type"))
        .hasValue("text/css;charset=UTF-8");
  }

  @Test
  void explainsAFilterThatIsWrong() {
    Browser browser = signedIn("audit");
    HttpResponse<String> answer = browser.get("/console/assets?asOf=yesterday");
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("asOf", "RFC 3339").contains("<h1");
  }
}
