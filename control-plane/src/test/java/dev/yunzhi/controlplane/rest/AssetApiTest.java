package dev.yunzhi.controlplane.rest;

import static dev.yunzhi.controlplane.TestControlPlane.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.yunzhi.api.v1alpha1.Department;
import dev.yunzhi.api.v1alpha1.DepartmentSpec;
import dev.yunzhi.api.v1alpha1.Level;
import dev.yunzhi.api.v1alpha1.Subject;
import dev.yunzhi.api.v1alpha1.SubjectKind;
import dev.yunzhi.audit.asset.AssetFacts;
import dev.yunzhi.audit.asset.AssetHistory;
import dev.yunzhi.audit.asset.AssetId;
import dev.yunzhi.audit.asset.Observation;
import dev.yunzhi.controlplane.TestControlPlane;
import dev.yunzhi.controlplane.inventory.DepartmentTree;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AssetApiTest {
  private static TestControlPlane app;

  @BeforeAll
  static void start(@TempDir Path directory) throws Exception {
    app = new TestControlPlane(directory).awaitReady();
    DepartmentTree tree = app.context.getBean(DepartmentTree.class);
    tree.put(department("zhejiang", Level.PROVINCE, null));
    tree.put(department("hangzhou", Level.CITY, "zhejiang"));
    tree.put(department("xihu", Level.COUNTY, "hangzhou"));
    tree.put(department("ningbo", Level.CITY, "zhejiang"));
    AssetHistory history = app.context.getBean(AssetHistory.class);
    Instant at = Instant.parse("2026-01-01T00:00:00Z");
    history.observe(
        List.of(
            seen("hangzhou", "a", at),
            seen("xihu", "b", at),
            seen("ningbo", "c", at),
            seen("ningbo", "=evil()", at)));
  }

  @AfterAll
  static void stop() {
    app.close();
  }

  private static Department department(String name, Level level, String parent) {
    Department department = new Department();
    department.setMetadata(new ObjectMetaBuilder().withName(name).build());
    List<Subject> members =
        name.equals("ningbo")
            ? List.of(
                new Subject(SubjectKind.USER, "member"),
                new Subject(SubjectKind.GROUP, "hangzhou-staff"))
            : null;
    department.setSpec(
        new DepartmentSpec(
            name, null, level, "330000", parent, null, members, null, null, null, null));
    return department;
  }

  private static Observation seen(String department, String name, Instant at) throws Exception {
    return Observation.seen(
        new AssetId("home", "Deployment", "ns", name, "uid-" + name),
        at,
        AssetFacts.of(
            department,
            "tenant-" + name,
            null,
            new ObjectMapper().readTree("{\"specification\":\"replicas: 2\"}")));
  }

  private static List<String> names(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return json(answer).get("items").findValuesAsText("name");
  }

  @Test
  void showsAdministratorsEverythingAndMembersTheirOwnAndBelow() {
    assertThat(names(app.get("audit", "/api/v1/assets"))).containsExactly("=evil()", "a", "b", "c");
    // The name of a local account is not a user of the cluster, whom ningbo names.
    assertThat(names(app.get("member", "/api/v1/assets"))).containsExactly("a", "b");
    assertThat(names(app.get("member", "/api/v1/assets?department=xihu"))).containsExactly("b");
    assertThat(names(app.get("audit", "/api/v1/assets?department=zhejiang"))).hasSize(4);
    HttpResponse<String> clusterUser =
        app.send(
            HttpRequest.newBuilder(app.uri("/api/v1/assets"))
                .header("Authorization", "Bearer token-of-a-member"));
    assertThat(names(clusterUser)).containsExactly("=evil()", "c");
  }

  @Test
  void refusesAMemberAnotherDepartment() {
    for (String path : List.of("/api/v1/assets", "/api/v1/reports/assets")) {
      HttpResponse<String> answer = app.get("member", path + "?department=ningbo");
      assertThat(answer.statusCode()).isEqualTo(403);
      assertThat(json(answer).get("field").asText()).isEqualTo("department");
      assertThat(app.get("member", path + "?department=zhejiang").statusCode()).isEqualTo(403);
    }
    assertThat(names(app.get("member", "/api/v1/assets?tenant=tenant-c"))).isEmpty();
    assertThat(app.get("member", "/api/v1/reports/assets").body())
        .contains("tenant-a", "tenant-b")
        .doesNotContain("tenant-c");
  }

  @Test
  void pages() {
    JsonNode first = json(app.get("audit", "/api/v1/assets?limit=3"));
    assertThat(first.get("items")).hasSize(3);
    assertThat(
            names(
                app.get(
                    "audit",
                    "/api/v1/assets?limit=3&cursor="
                        + first.get("next").asText()
                        + "&asOf="
                        + first.get("asOf").asText())))
        .containsExactly("c");
  }

  @Test
  void answersForThePast() {
    assertThat(names(app.get("audit", "/api/v1/assets?asOf=2025-12-31T23:59:59Z"))).isEmpty();
    assertThat(app.get("audit", "/api/v1/assets?asOf=2999-01-01T00:00:00Z").statusCode())
        .isEqualTo(400);
  }

  @ParameterizedTest
  @CsvSource({
    "asOf=yesterday, asOf",
    "limit=0, limit",
    "limit=many, limit",
    "colour=red, colour",
    "tenant=a&tenant=b, tenant",
    "cursor=nonsense, page",
  })
  void namesTheParameterThatIsWrong(String query, String field) {
    HttpResponse<String> answer = app.get("audit", "/api/v1/assets?" + query);
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(json(answer).get("field").asText()).isEqualTo(field);
    assertThat(json(answer).get("detail").asText()).isNotEmpty();
  }

  @Test
  void recordsWhatWasTakenOut() throws GeneralSecurityException {
    HttpResponse<String> report =
        app.get("audit", "/api/v1/reports/assets?format=ndjson&department=ningbo");
    assertThat(report.statusCode()).isEqualTo(200);
    assertThat(report.headers().firstValue("Content-Disposition").orElseThrow())
        .startsWith("attachment; filename=\"yunzhi-assets-")
        .endsWith(".ndjson\"");
    assertThat(report.body().lines()).hasSize(2);

    JsonNode exports = json(app.get("audit", "/api/v1/audit/events?stream=export&user=audit"));
    JsonNode last = exports.get("items").get(exports.get("items").size() - 1).get("event");
    assertThat(last.get("rows").asLong()).isEqualTo(2);
    assertThat(last.get("outcome").asText()).isEqualTo("complete");
    assertThat(last.at("/query/department").asText()).isEqualTo("ningbo");
    assertThat(last.get("sha256").asText())
        .isEqualTo(
            HexFormat.of()
                .formatHex(
                    MessageDigest.getInstance("SHA-256")
                        .digest(report.body().getBytes(StandardCharsets.UTF_8))));
  }

  @Test
  void writesCsvThatNoSpreadsheetRuns() {
    HttpResponse<String> report = app.get("system", "/api/v1/reports/assets?format=csv");
    assertThat(report.headers().firstValue("Content-Type")).hasValue("text/csv;charset=utf-8");
    assertThat(report.body()).contains("'=evil()").doesNotContain(",=evil()");
    assertThat(app.get("system", "/api/v1/reports/assets?format=pdf").statusCode()).isEqualTo(400);
  }

  @Test
  void keepsSignInsFromTheSecurityAdministrator() {
    assertThat(app.get("security", "/api/v1/audit/events?stream=sign-in").statusCode())
        .isEqualTo(403);
    assertThat(
            json(app.get("security", "/api/v1/audit/events?limit=1000"))
                .get("items")
                .findValuesAsText("stream"))
        .isNotEmpty()
        .doesNotContain("sign-in", "export");
  }

  /** What stands in the end is what stood before: other tests count on it. */
  private static Instant[] moved() throws Exception {
    AssetHistory history = app.context.getBean(AssetHistory.class);
    Instant[] instants = new Instant[4];
    instants[0] = Instant.now();
    history.observe(List.of(seen("xihu", "moved", Instant.now())));
    instants[1] = Instant.now();
    history.observe(List.of(seen("ningbo", "moved", Instant.now())));
    instants[2] = Instant.now();
    AssetId asset = new AssetId("home", "Deployment", "ns", "moved", "uid-moved");
    history.observe(List.of(Observation.gone(asset, Instant.now())));
    instants[3] = Instant.now();
    return instants;
  }

  private static String diff(String who, Instant from, Instant to, String more) {
    JsonNode page = json(app.get(who, "/api/v1/assets/diff?from=" + from + "&to=" + to + more));
    assertThat(page.get("items").size()).as(page.toString()).isLessThanOrEqualTo(1);
    JsonNode item = page.get("items").path(0);
    return item.isMissingNode()
        ? "nothing"
        : item.get("change").asText()
            + " "
            + item.get("columns")
            + " "
            + item.at("/before/department").asText("-")
            + " "
            + item.at("/after/department").asText("-");
  }

  @Test
  void tellsWhatChangedAndToAMemberNothingOfOthers() throws Exception {
    Instant[] at = moved();
    String department = "&department=xihu";
    assertThat(diff("audit", at[0], at[1], "")).isEqualTo("added [] - xihu");
    assertThat(diff("audit", at[1], at[2], "")).isEqualTo("changed [\"department\"] xihu ningbo");
    assertThat(diff("audit", at[2], at[3], "")).isEqualTo("removed [] ningbo -");
    assertThat(diff("audit", at[0], at[3], "")).isEqualTo("nothing");
    assertThat(diff("audit", at[1], at[2], department)).isEqualTo("left [] xihu -");
    assertThat(diff("audit", at[1], at[2], "&kind=Service")).isEqualTo("nothing");
    assertThat(diff("member", at[0], at[1], "")).isEqualTo("added [] - xihu");
    assertThat(diff("member", at[1], at[2], "")).isEqualTo("left [] xihu -");
    assertThat(diff("member", at[2], at[3], "")).isEqualTo("nothing");
    String own = "/api/v1/assets/diff?department=ningbo&from=" + at[0];
    assertThat(app.get("member", own).statusCode()).isEqualTo(403);

    String path = "/api/v1/assets/history?cluster=home&kind=Deployment&namespace=ns&name=moved";
    JsonNode all = json(app.get("audit", path)).get("items");
    JsonNode last = all.get(all.size() - 1);
    assertThat(last.get("gone").asBoolean()).isTrue();
    assertThat(last.get("facts").isNull()).isTrue();
    assertThat(all.get(all.size() - 2).at("/facts/specification").asText())
        .isEqualTo("replicas: 2");
    assertThat(json(app.get("member", path)).get("items").findValuesAsText("department"))
        .containsOnly("xihu");
    assertThat(json(app.get("audit", path + "&asOf=" + at[1])).get("items")).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "diff?to=2026-01-01T00:00:00Z, from",
    "diff?from=2026-01-01T00:00:00Z&to=2025-01-01T00:00:00Z, to",
    "diff?from=2999-01-01T00:00:00Z, from",
    "diff?from=2026-01-01T00:00:00Z&cursor=nonsense, page",
    "diff?from=2026-01-01T00:00:00Z&asOf=2026-01-01T00:00:00Z, asOf",
    "history?cluster=home&kind=Deployment, name",
    "history?cluster=home&kind=Deployment&name=a&cursor=x, page",
  })
  void namesWhatIsWrongWithAComparison(String question, String field) {
    HttpResponse<String> answer = app.get("audit", "/api/v1/assets/" + question);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
    assertThat(json(answer).get("field").asText()).isEqualTo(field);
  }
}
