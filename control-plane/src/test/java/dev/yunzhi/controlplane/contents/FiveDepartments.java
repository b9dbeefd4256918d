package dev.yunzhi.controlplane.contents;

import static dev.yunzhi.controlplane.TestControlPlane.basic;
import static dev.yunzhi.controlplane.TestControlPlane.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.yunzhi.api.v1alpha1.Department;
import dev.yunzhi.api.v1alpha1.SharedComponent;
import dev.yunzhi.api.v1alpha1.Tenant;
import dev.yunzhi.api.v1alpha1.TenantRequest;
import dev.yunzhi.audit.asset.AssetFacts;
import dev.yunzhi.audit.asset.AssetHistory;
import dev.yunzhi.audit.asset.AssetId;
import dev.yunzhi.audit.asset.Observation;
import dev.yunzhi.controlplane.TestControlPlane;
import dev.yunzhi.controlplane.inventory.ComponentCatalogue;
import dev.yunzhi.controlplane.inventory.DepartmentTree;
import dev.yunzhi.controlplane.inventory.TenantBoard;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.sql.DataSource;

/**
 * A province with two cities and a county in each, and things of each of them wherever the
 * control-plane keeps things. All that is of a department has its name in it, as {@code
 * something-of-xihu}.
 */
final class FiveDepartments {
  private static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");

  /** By name, the one right above; empty for the topmost. */
  private static final Map<String, String> PARENTS =
      new TreeMap<>(
          Map.of(
              "zhejiang", "",
              "hangzhou", "zhejiang",
              "xihu", "hangzhou",
              "ningbo", "zhejiang",
              "beilun", "ningbo"));

  static final Set<String> ALL = new TreeSet<>(PARENTS.keySet());

  /** Who takes a department's cards in. */
  private static final Map<String, String> REGISTRARS =
      Map.of(
          "zhejiang", "system",
          "hangzhou", "member",
          "xihu", "clerk",
          "ningbo", "neighbour",
          "beilun", "system");

  private static final String HEADINGS = "种类,资产编号,资产名称,部门,保管人,资产分类,取得日期,原值,使用年限,";

  private static final List<String> KINDS =
      List.of("Deployment", "Tenant", "Project", "Finding", "Facility", "Namespace", "Department");

  final TestControlPlane app;

  /** When a machine was xihu's, and not ningbo's yet. */
  final Instant beforeTheMove;

  /** When all of it was known. */
  final Instant known;

  /** Indexes of an event of each department. */
  final Map<String, Long> events = new TreeMap<>();

  /** Ids of a kept report of each department, and of one of {@code everybody}. */
  final Map<String, String> kept = new TreeMap<>();

  /** Ids of the import of each department's servers. */
  final Map<String, String> imports = new TreeMap<>();

  /** By who took a report out, its id. */
  final Map<String, String> exports = new TreeMap<>();

  FiveDepartments(TestControlPlane app) {
    this.app = app;
    ALL.forEach(this::govern);
    AssetHistory history = app.context.getBean(AssetHistory.class);
    history.observe(ALL.stream().flatMap(name -> things(name).stream()).toList());
    history.observe(List.of(wanderer("xihu", AT)));
    beforeTheMove = Instant.now();
    history.observe(List.of(wanderer("ningbo", Instant.now())));
    ALL.forEach(this::register);
    for (JsonNode item : json(app.get("audit", "/api/v1/register/imports")).get("items")) {
      if (item.get("name").asText().startsWith("servers-of-")) {
        imports.put(
            item.get("name").asText().substring("servers-of-".length()), item.get("id").asText());
      }
    }
    happen();
    keep();
    known = Instant.now();
    for (String account : List.of("member", "neighbour", "system", "audit")) {
      exports.put(account, export(account));
    }
  }

  /** A department and all below it. */
  static Set<String> subtree(String name) {
    Set<String> found = new TreeSet<>(Set.of(name));
    PARENTS.forEach(
        (child, parent) -> {
          if (parent.equals(name)) {
            found.addAll(subtree(child));
          }
        });
    return found;
  }

  /** The name of something of a department. */
  static String thingOf(String department, String what) {
    return what.toLowerCase(Locale.ROOT) + "-of-" + department;
  }

  private static String level(String name) {
    return name.equals("zhejiang") ? "Province" : name.endsWith("o") ? "City" : "County";
  }

  private void govern(String name) {
    String parent = PARENTS.get(name);
    app.context
        .getBean(DepartmentTree.class)
        .put(
            Serialization.unmarshal(
                """
                metadata: {name: %1$s}
                spec:
                  displayName: 局%1$s
                  level: %2$s
                  code: "330000"
                  %3$s
                  members: [{kind: Group, name: %1$s-staff}]
                  administrators: [{kind: Group, name: %1$s-heads}]
                """
                    .formatted(name, level(name), parent.isEmpty() ? "" : "parent: " + parent),
                Department.class));
    TenantBoard board = app.context.getBean(TenantBoard.class);
    board.put(
        Serialization.unmarshal(
            """
            metadata: {name: tenant-of-%1$s}
            spec:
              department: %1$s
              project: project-of-%1$s
              displayName: 租户-of-%1$s
              environment: Production
              owners: [{kind: Group, name: %2$s}]
            """
                .formatted(name, name.equals("beilun") ? "tax-owners" : name + "-owners"),
            Tenant.class));
    board.put(
        Serialization.unmarshal(
            """
            metadata: {name: request-of-%1$s, namespace: dept-%1$s}
            spec: {project: project-of-%1$s, displayName: 申请-of-%1$s}
            """
                .formatted(name),
            TenantRequest.class));
    app.context
        .getBean(ComponentCatalogue.class)
        .put(
            Serialization.unmarshal(
                """
                metadata: {name: component-of-%1$s}
                spec: {displayName: 组件-of-%1$s, category: 身份, provider: %1$s, protectionLevel: 3, lifecycle: Offered}
                """
                    .formatted(name),
                SharedComponent.class));
  }

  private static List<Observation> things(String department) {
    List<Observation> seen = new ArrayList<>();
    for (String kind : KINDS) {
      String name = kind.equals("Department") ? department : thingOf(department, kind);
      seen.add(seen(kind, name, department, AT));
    }
    String gone = thingOf(department, "gone");
    seen.add(seen("Deployment", gone, department, AT));
    seen.add(Observation.gone(id("Deployment", gone), AT.plus(Duration.ofDays(1))));
    return seen;
  }

  /** A machine that goes from one department to another. */
  private static Observation wanderer(String department, Instant at) {
    return seen("Deployment", "wanderer", department, at);
  }

  private static AssetId id(String kind, String name) {
    return new AssetId("home", kind, "", name, "uid-" + name);
  }

  private static Observation seen(String kind, String name, String department, Instant at) {
    ObjectNode document = new ObjectMapper().createObjectNode();
    document
        .put("title", "标题-of-" + department)
        .put("specification", "规格-of-" + department)
        .put("policy", "SEC-016")
        .put("state", "fail")
        .put("message", "found-of-" + department);
    document.putObject("quota").put("requests.cpu", "4").put("requests.memory", "8Gi");
    if (kind.equals("Department") && !PARENTS.get(department).isEmpty()) {
      document.put("parent", PARENTS.get(department));
    }
    return Observation.seen(
        id(kind, name),
        at,
        AssetFacts.of(
            department, thingOf(department, "tenant"), thingOf(department, "project"), document));
  }

  private void register(String department) {
    int at = List.copyOf(ALL).indexOf(department);
    take(department, "servers", servers(department));
    take(
        department,
        "devices",
        HEADINGS
            + "终端类型,经度,纬度,是否共享\n"
            + card("感知终端", "device", department)
            + "摄像机,120.10%d000,30.250000,否\n".formatted(at));
  }

  /** The file of a department's servers that was taken in. */
  String servers(String department) {
    return HEADINGS
        + "存放地点\n"
        + card("服务器", "server", department)
        + "机房-of-%s\n".formatted(department);
  }

  private static String card(String kind, String code, String department) {
    return "%1$s,%2$s,名称-of-%3$s,%3$s,人-of-%3$s,A02010104,2026/1/31,100,6,"
        .formatted(kind, thingOf(department, code), department);
  }

  private void take(String department, String what, String file) {
    HttpResponse<String> answer =
        app.send(
            request(
                    REGISTRARS.get(department),
                    "/api/v1/register/imports?name=" + thingOf(department, what))
                .header("Content-Type", "text/csv")
                .POST(BodyPublishers.ofString(file)));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
  }

  private HttpRequest.Builder request(String account, String path) {
    return HttpRequest.newBuilder(app.uri(path)).header("Authorization", basic(account));
  }

  private void happen() {
    List<String> happened = new ArrayList<>();
    List<String> decided = new ArrayList<>();
    for (String department : ALL) {
      happened.add(
          """
          {"level":"Metadata","auditID":"event-of-%1$s","stage":"ResponseComplete","requestURI":"/x",
           "verb":"create","user":{"username":"user-of-%1$s","groups":[]},
           "objectRef":{"resource":"deployments","namespace":"namespace-of-%1$s","name":"app-of-%1$s"},
           "responseStatus":{"code":201},"stageTimestamp":"2026-07-01T00:00:00Z"}"""
              .formatted(department));
      decided.add(
          """
          {"decision_id":"decision-of-%1$s","timestamp":"2026-07-03T08:00:00Z","requested_by":"user-of-%1$s",
           "input":{"kind":"Pod","namespace":"namespace-of-%1$s","name":"pod-of-%1$s","operation":"CREATE",
             "user":"user-of-%1$s","tenant":"tenant-of-%1$s","department":"%1$s"},
           "result":[{"policy":"SEC-016","effect":"Deny","message":"no-of-%1$s"}]}"""
              .formatted(department));
    }
    assertThat(
            app.post(
                    "/api/v1/audit/intake/home",
                    TestControlPlane.INTAKE_TOKEN,
                    "{\"kind\":\"EventList\",\"apiVersion\":\"audit.k8s.io/v1\",\"items\":"
                        + happened
                        + "}")
                .statusCode())
        .isEqualTo(204);
    assertThat(
            app.post("/api/v1/opa/logs", TestControlPlane.OPERATOR_TOKEN, decided.toString())
                .statusCode())
        .isEqualTo(204);
    for (JsonNode item :
        json(app.get("audit", "/api/v1/audit/events?stream=api-audit&limit=1000")).get("items")) {
      String id = item.get("id").asText().replace("/ResponseComplete", "");
      events.put(id.substring("event-of-".length()), item.get("index").asLong());
    }
    assertThat(events.keySet()).isEqualTo(ALL);
  }

  private void keep() {
    ALL.forEach(department -> schedule(thingOf(department, "kept"), "&department=" + department));
    schedule("kept-of-everybody", "");
    try (Connection connection = app.context.getBean(DataSource.class).getConnection();
        Statement statement = connection.createStatement()) {
      // As if the period ended this moment.
      statement.executeUpdate("update report_schedule set next_at = now()");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    await().atMost(Duration.ofSeconds(60)).until(() -> keptItems().size() == ALL.size() + 1);
    for (JsonNode item : keptItems()) {
      kept.put(
          item.get("schedule").asText().substring("kept-of-".length()), item.get("id").asText());
    }
  }

  private JsonNode keptItems() {
    return json(app.get("audit", "/api/v1/kept-reports")).get("items");
  }

  private void schedule(String name, String more) {
    HttpResponse<String> answer =
        app.send(
            request(
                    "system",
                    "/api/v1/report-schedules?report=tenants&format=csv&every=day&name="
                        + name
                        + more)
                .POST(BodyPublishers.noBody()));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  private String export(String account) {
    String manifest =
        app.get(account, "/api/v1/reports/tenants?format=csv")
            .headers()
            .firstValue("Yunzhi-Manifest")
            .orElseThrow();
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> app.get(account, manifest).statusCode() == 200);
    return manifest.replace("/api/v1/reports/", "").replace("/manifest", "");
  }
}
