package dev.yunzhi.controlplane.rest;

import static dev.yunzhi.controlplane.TestControlPlane.INTAKE_TOKEN;
import static dev.yunzhi.controlplane.TestControlPlane.basic;
import static dev.yunzhi.controlplane.TestControlPlane.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.yunzhi.api.v1alpha1.Tenant;
import dev.yunzhi.audit.asset.AssetFacts;
import dev.yunzhi.audit.asset.AssetHistory;
import dev.yunzhi.audit.asset.AssetId;
import dev.yunzhi.audit.asset.Observation;
import dev.yunzhi.controlplane.TestControlPlane;
import dev.yunzhi.controlplane.inventory.TenantBoard;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two tenants, tax and health, in two departments, and what people and programs did in them. */
class EventApiTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String EVENTS = "/api/v1/audit/events?limit=1000";

  private static TestControlPlane app;

  @BeforeAll
  static void start(@TempDir Path directory) {
    app = new TestControlPlane(directory).awaitReady();
    AssetHistory history = app.context.getBean(AssetHistory.class);
    Instant long_ago = Instant.parse("2026-01-01T00:00:00Z");
    Instant moved = Instant.parse("2026-06-01T00:00:00Z");
    history.observe(
        List.of(
            namespace("tax-web", "uid-1", long_ago, "taxes", "tax"),
            namespace("health-web", "uid-2", long_ago, "health", "health"),
            // Was health's, and is tax's from June.
            namespace("shared", "uid-3", long_ago, "health", "health"),
            namespace("shared", "uid-3", moved, "taxes", "tax")));
    send(
        event("own", "2026-07-01T00:00:00Z", "qian", "taxes", "create", "tax-web", "portal", 201),
        event(
            "operator",
            "2026-07-01T00:00:01Z",
            "system:serviceaccount:yunzhi-system:tenant-operator",
            "system:serviceaccounts",
            "patch",
            "tax-web",
            "quota",
            200),
        event(
            "robot",
            "2026-07-01T00:00:02Z",
            "system:serviceaccount:tax-web:robot",
            "system:serviceaccounts",
            "delete",
            "tax-web",
            "portal",
            403),
        event("health", "2026-07-01T00:00:03Z", "wu", "health", "create", "health-web", "db", 201),
        event("before", "2026-05-01T00:00:00Z", "wu", "health", "create", "shared", "db", 201),
        event("after", "2026-07-02T00:00:00Z", "wu", "health", "create", "shared", "db", 409));
    app.post(
        "/api/v1/opa/logs",
        TestControlPlane.OPERATOR_TOKEN,
        """
        [{"decision_id":"d-tax","timestamp":"2026-07-03T08:00:00Z","requested_by":"qian",
          "input":{"kind":"Pod","namespace":"tax-web","name":"bad","operation":"CREATE","user":"qian",
            "tenant":"tax","department":"taxes"},
          "result":[{"policy":"SEC-016","effect":"Deny","message":"no"}]}]""");
  }

  @AfterAll
  static void stop() {
    app.close();
  }

  private static Observation namespace(
      String name, String uid, Instant at, String department, String tenant) {
    return Observation.seen(
        new AssetId("home", "Namespace", "", name, uid),
        at,
        AssetFacts.of(department, tenant, null, JsonNodeFactory.instance.objectNode()));
  }

  private static String event(
      String id,
      String time,
      String user,
      String group,
      String verb,
      String namespace,
      String name,
      int code) {
    return """
        {"level":"Metadata","auditID":"%s","stage":"ResponseComplete","requestURI":"/x","verb":"%s",
         "user":{"username":"%s","groups":["%s"]},
         "objectRef":{"resource":"deployments","namespace":"%s","name":"%s"},
         "responseStatus":{"code":%d},"stageTimestamp":"%s"}"""
        .formatted(id, verb, user, group, namespace, name, code, time);
  }

  private static void send(String... events) {
    HttpResponse<String> answer =
        app.post(
            "/api/v1/audit/intake/home",
            INTAKE_TOKEN,
            "{\"kind\":\"EventList\",\"apiVersion\":\"audit.k8s.io/v1\",\"items\":["
                + String.join(",", events)
                + "]}");
    assertThat(answer.statusCode()).isEqualTo(204);
  }

  private static HttpResponse<String> ask(String account, String query) {
    return app.get(account, EVENTS + query);
  }

  /** The ids without their stages, of API events and decisions. */
  private static Set<String> found(String account, String query) {
    HttpResponse<String> answer = ask(account, query);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    Set<String> ids = new TreeSet<>();
    json(answer)
        .get("items")
        .forEach(
            item -> {
              if (Set.of("api-audit", "decision").contains(item.get("stream").asText())) {
                ids.add(item.get("id").asText().replace("/ResponseComplete", ""));
              }
            });
    return ids;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "user=wu|after,before,health",
        "user=system:serviceaccount:tax-web:robot|robot",
        "kind=Deployment&namespace=tax-web|operator,own,robot",
        "kind=deployments&name=portal|own,robot",
        "kind=pod|d-tax",
        "namespace=tax-web&name=portal&verb=delete|robot",
        "verb=create&namespace=tax-web|d-tax,own",
        "outcome=refused|d-tax,robot",
        "outcome=409|after",
        "outcome=success&user=qian|own",
        "policy=SEC-016|d-tax",
        "tenant=tax|after,d-tax,operator,own,robot",
        "tenant=health|before,health",
        "tenant=tax&trail=provider|operator",
        "tenant=tax&trail=customer|after,d-tax,own,robot",
        "department=health|before,health",
        "department=taxes&user=qian|d-tax,own",
        "from=2026-07-01T00:00:01Z&to=2026-07-01T00:00:03Z|operator,robot",
        "text=quota&stream=api-audit|operator",
        "stream=decision&cluster=home|d-tax",
        "cluster=elsewhere|''",
      })
  void everyFilterAndAllTogether(String query, String ids) {
    Set<String> expected = new TreeSet<>(ids.isEmpty() ? List.of() : List.of(ids.split(",")));
    assertThat(found("audit", "&" + query)).isEqualTo(expected);
    assertThat(found("audit", "&order=latest&" + query)).isEqualTo(expected);
  }

  @Test
  void theTrailsTogetherAreTheWhole() {
    Set<String> both = found("audit", "&trail=provider");
    assertThat(both).contains("operator").doesNotContain("own");
    both.addAll(found("audit", "&trail=customer"));
    assertThat(both).isEqualTo(found("audit", ""));
  }

  @Test
  void anOwnerReadsWhatHappenedInTheOwnTenantTheProvidersActsToo() {
    Set<String> own = Set.of("own", "operator", "robot", "after", "d-tax");
    assertThat(found("owner", "")).isEqualTo(own);
    assertThat(found("owner", "&tenant=tax")).isEqualTo(own);
    assertThat(found("owner", "&user=wu")).containsExactly("after");
    assertThat(json(ask("owner", "")).get("items").findValuesAsText("stream"))
        .doesNotContain("sign-in", "export", "read");
    HttpResponse<String> others = ask("owner", "&tenant=health");
    assertThat(others.statusCode()).isEqualTo(403);
    assertThat(json(others).get("field").asText()).isEqualTo("tenant");
    assertThat(json(others).get("detail").asText())
        .isEqualTo("tenant health is not yours; yours are [tax]");
    assertThat(ask("member", "").statusCode()).isEqualTo(403);
    assertThat(ask("system", "").statusCode()).isEqualTo(403);
  }

  @Test
  void anOwnerByTokenIsWhomTheTenantNames() {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(app.uri(EVENTS + "&stream=decision"))
            .header("Authorization", "Bearer token-of-an-owner");
    assertThat(app.send(request).statusCode()).isEqualTo(401);
    TenantBoard board = app.context.getBean(TenantBoard.class);
    board.put(
        new KubernetesSerialization()
            .unmarshal(
                """
                apiVersion: yunzhi.dev/v1alpha1
                kind: Tenant
                metadata: {name: tax}
                spec:
                  department: taxes
                  namespaces: [{name: web}]
                  owners: [{kind: Group, name: tax-owners}]
                """,
                Tenant.class));
    HttpResponse<String> answer = app.send(request);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(json(answer).get("items").findValuesAsText("id")).containsExactly("d-tax");
  }

  @ParameterizedTest
  @CsvSource({
    "from=yesterday, from",
    "to=2026, to",
    "from=2026-07-01T00:00:00Z&to=2026-07-01T00:00:00Z, to",
    "outcome=perhaps, outcome",
    "trail=mine, trail",
    "order=random, order",
    "cursor=-1, cursor",
    "limit=0, limit",
    "nonsense=1, nonsense",
  })
  void namesTheParameterThatIsWrong(String query, String field) {
    HttpResponse<String> answer = app.get("audit", "/api/v1/audit/events?" + query);
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(json(answer).get("field").asText()).isEqualTo(field);
    assertThat(json(answer).get("detail").asText()).isNotEmpty();
  }

  @Test
  void whoeverPagesToTheEndComesToAnEnd() {
    List<Long> indexes = new ArrayList<>();
    String cursor = "";
    for (int page = 0; !cursor.equals("&cursor=null"); page++) {
      assertThat(page).isLessThan(200);
      JsonNode answer = json(app.get("audit", "/api/v1/audit/events?limit=7" + cursor));
      answer.get("items").forEach(item -> indexes.add(item.get("index").asLong()));
      cursor = "&cursor=" + answer.get("next").asText();
    }
    assertThat(indexes).isSorted().doesNotHaveDuplicates();
    assertThat(indexes.get(0)).isZero();
  }

  @Test
  void everyReadOfOthersEventsIsAnEvent() {
    long before = reads();
    assertThat(found("security", "&user=wu&text=db")).hasSize(3);
    JsonNode read = json(ask("audit", "&stream=read&user=security&order=latest")).at("/items/0");
    assertThat(read.at("/event/through").asText()).isEqualTo("page");
    assertThat(read.at("/event/query/user").asText()).isEqualTo("wu");
    assertThat(read.at("/event/query/text").asText()).isEqualTo("db");
    assertThat(read.at("/event/events").asLong()).isEqualTo(3);
    assertThat(reads()).isGreaterThan(before);
  }

  @Test
  void whatOneDidOneselfIsReadWithoutATrace() {
    app.get("audit", "/api/v1/reports/assets");
    long size = size();
    JsonNode own = json(ask("audit", "&stream=export&user=audit"));
    assertThat(own.get("items")).isNotEmpty();
    json(ask("audit", "&stream=read&user=audit"));
    json(ask("audit", "&user=nobody"));
    assertThat(size()).isEqualTo(size);
  }

  @Test
  void evidenceIsForThoseWhoMayReadTheEvent() {
    // No key signs here: whether one may is told first.
    long health = json(ask("audit", "&user=wu&tenant=health")).at("/items/0/index").asLong();
    assertThat(app.get("member", "/api/v1/audit/events/%d/evidence".formatted(health)).statusCode())
        .isEqualTo(403);
  }

  @Test
  void aStreamIsEveryEventOnALineOfItsOwn() throws IOException {
    HttpResponse<String> answer = stream("audit", "");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type").orElseThrow())
        .startsWith("application/x-ndjson");
    long expected = 0;
    for (String line : answer.body().lines().toList()) {
      JsonNode item = JSON.readTree(line);
      assertThat(item.get("index").asLong()).isEqualTo(expected++);
      assertThat(item.get("event").isObject()).isTrue();
    }
    JsonNode reads = json(ask("audit", "&stream=read&user=audit&order=latest")).get("items");
    assertThat(reads.at("/0/event/outcome").asText()).isEqualTo("complete");
    assertThat(reads.at("/0/event/events").asLong()).isEqualTo(expected);
    assertThat(reads.at("/1/event/outcome").asText()).isEqualTo("begun");

    JsonNode page = json(ask("owner", "&verb=patch")).get("items");
    assertThat(JSON.readTree(stream("owner", "?verb=patch").body())).isEqualTo(page.get(0));
    HttpResponse<String> bad = stream("audit", "?limit=5");
    assertThat(bad.statusCode()).isEqualTo(400);
    assertThat(json(bad).get("field").asText()).isEqualTo("limit");
  }

  private static HttpResponse<String> stream(String account, String query) {
    return app.send(
        HttpRequest.newBuilder(app.uri("/api/v1/audit/events" + query))
            .header("Authorization", basic(account))
            .header("Accept", "application/x-ndjson"));
  }

  private static long reads() {
    return json(ask("audit", "&stream=read")).get("items").size();
  }

  private static long size() {
    return json(app.get("audit", "/api/v1/audit/head")).get("size").asLong();
  }
}
