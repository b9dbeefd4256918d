package dev.yunzhi.controlplane.register;

import static dev.yunzhi.controlplane.TestControlPlane.basic;
import static dev.yunzhi.controlplane.TestControlPlane.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.yunzhi.api.v1alpha1.Level;
import dev.yunzhi.controlplane.TestControlPlane;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegisterApiTest {
  private static final String HEADINGS = "种类,资产编号,部门,保管人,资产分类,取得日期,原值,使用年限,存放地点\n";
  private static final ObjectMapper JSON = new ObjectMapper();

  private static TestControlPlane app;

  @BeforeAll
  static void start(@TempDir Path directory) {
    app = new TestControlPlane(directory, "--yunzhi.register.max-file=64KB").awaitReady();
    app.department("hangzhou", Level.CITY, null);
    app.department("xihu", Level.COUNTY, "hangzhou");
    app.department("ningbo", Level.CITY, null);
  }

  @AfterAll
  static void stop() {
    app.close();
  }

  private static String row(String code, String department, String value) {
    return "服务器,%s,%s,李工,A02010104,2026/1/31,%s,6,机房\n".formatted(code, department, value);
  }

  private static HttpResponse<String> send(String account, String query, byte[] file) {
    return app.send(
        HttpRequest.newBuilder(app.uri("/api/v1/register/imports" + query))
            .header("Authorization", basic(account))
            .header("Content-Type", "text/csv")
            .POST(BodyPublishers.ofByteArray(file)));
  }

  private static HttpResponse<String> send(String account, String query, String file) {
    return send(account, query, file.getBytes(StandardCharsets.UTF_8));
  }

  private static HttpResponse<String> post(String account, String path, String... query) {
    StringBuilder all = new StringBuilder(path);
    for (int i = 0; i < query.length; i += 2) {
      all.append(i == 0 ? '?' : '&')
          .append(query[i])
          .append('=')
          .append(URLEncoder.encode(query[i + 1], StandardCharsets.UTF_8));
    }
    return app.send(
        HttpRequest.newBuilder(app.uri(all.toString()))
            .header("Authorization", basic(account))
            .POST(BodyPublishers.noBody()));
  }

  private static HttpResponse<String> put(String account, String path, String body) {
    return app.send(
        HttpRequest.newBuilder(app.uri("/api/v1/register/assets/" + path))
            .header("Authorization", basic(account))
            .header("Content-Type", "application/json")
            .PUT(BodyPublishers.ofString(body)));
  }

  private static List<JsonNode> lines(HttpResponse<String> answer) {
    return answer
        .body()
        .lines()
        .map(
            line -> {
              try {
                return JSON.readTree(line);
              } catch (IOException e) {
                throw new UncheckedIOException(answer.body(), e);
              }
            })
        .toList();
  }

  private static JsonNode last(HttpResponse<String> answer) {
    List<JsonNode> lines = lines(answer);
    return lines.get(lines.size() - 1);
  }

  private static List<String> servers(String account, String prefix) {
    return json(app.get(account, "/api/v1/assets?kind=Server&limit=1000"))
        .get("items")
        .findValuesAsText("name")
        .stream()
        .filter(name -> name.startsWith(prefix))
        .toList();
  }

  @Test
  void takesAFileInOnceAndUndoesIt() {
    String file = HEADINGS + row("T-1", "hangzhou", "100") + row("T-2", "ningbo", "100");
    HttpResponse<String> checked = send("system", "?dryRun=true", file);
    assertThat(checked.statusCode()).as(checked.body()).isEqualTo(200);
    assertThat(last(checked).get("outcome").asText()).isEqualTo("checked");
    assertThat(servers("system", "T-")).isEmpty();

    HttpResponse<String> stored =
        send("system", "?name=a.csv", file.getBytes(Charset.forName("GB18030")));
    assertThat(stored.statusCode()).as(stored.body()).isEqualTo(201);
    assertThat(last(stored).at("/stored/added").asLong()).isEqualTo(2);
    assertThat(last(stored).get("encoding").asText()).isEqualTo("gb18030");
    assertThat(servers("system", "T-")).containsExactly("T-1", "T-2");
    assertThat(servers("member", "T-")).containsExactly("T-1");

    HttpResponse<String> again = send("system", "", file.getBytes(Charset.forName("GB18030")));
    assertThat(again.statusCode()).isEqualTo(200);
    assertThat(last(again).get("outcome").asText()).isEqualTo("unchanged");
    assertThat(last(again).at("/same/by").asText()).isEqualTo("system");
    assertThat(last(send("system", "", file)).get("outcome").asText()).isEqualTo("unchanged");

    String id = last(stored).at("/stored/id").asText();
    assertThat(json(app.get("audit", "/api/v1/register/imports")).findValuesAsText("id"))
        .contains(id);
    assertThat(json(app.get("member", "/api/v1/register/imports")).findValuesAsText("id"))
        .doesNotContain(id);
    assertThat(post("member", "/api/v1/register/imports/" + id + "/undo").statusCode())
        .isEqualTo(404);
    HttpResponse<String> undone = post("system", "/api/v1/register/imports/" + id + "/undo");
    assertThat(undone.statusCode()).as(undone.body()).isEqualTo(200);
    assertThat(json(undone).at("/undone/by").asText()).isEqualTo("system");
    assertThat(servers("system", "T-")).isEmpty();
    assertThat(post("system", "/api/v1/register/imports/" + id + "/undo").statusCode())
        .isEqualTo(409);
  }

  @Test
  void tellsEveryErrorAndStoresNothing() {
    StringBuilder file = new StringBuilder(HEADINGS);
    for (int i = 0; i < 700; i++) {
      file.append(row("E-" + i, "hangzhou", i % 2 == 0 ? "x" : "1"));
    }
    HttpResponse<String> refused = send("system", "", file.toString());
    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(refused.headers().firstValue("Content-Type")).hasValue("application/x-ndjson");
    List<JsonNode> lines = lines(refused);
    assertThat(lines).hasSize(351);
    assertThat(lines.get(0).get("line").asLong()).isEqualTo(2);
    assertThat(lines.get(0).get("column").asInt()).isEqualTo(7);
    assertThat(lines.get(0).get("heading").asText()).isEqualTo("原值");
    assertThat(lines.get(349).get("line").asLong()).isEqualTo(700);
    assertThat(lines.get(350).get("outcome").asText()).isEqualTo("refused");
    assertThat(lines.get(350).get("errors").asLong()).isEqualTo(350);
    assertThat(servers("system", "E-")).isEmpty();
  }

  @Test
  void aMemberRegistersForTheOwnDepartmentsOnly() {
    HttpResponse<String> refused =
        send("member", "", HEADINGS + row("M-1", "xihu", "1") + row("M-2", "ningbo", "1"));
    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(lines(refused).get(0).get("line").asLong()).isEqualTo(3);
    assertThat(lines(refused).get(0).get("heading").asText()).isEqualTo("部门");

    assertThat(send("system", "", HEADINGS + row("M-3", "ningbo", "1")).statusCode())
        .isEqualTo(201);
    HttpResponse<String> stolen =
        send("member", "", HEADINGS + row("M-1", "xihu", "1") + row("M-3", "xihu", "1"));
    assertThat(stolen.statusCode()).isEqualTo(422);
    assertThat(lines(stolen).get(0).get("heading").asText()).isEqualTo("资产编号");

    HttpResponse<String> own = send("member", "", HEADINGS + row("M-1", "xihu", "1"));
    assertThat(own.statusCode()).as(own.body()).isEqualTo(201);
    assertThat(servers("system", "M-")).containsExactly("M-1", "M-3");
    assertThat(
            post(
                    "member",
                    "/api/v1/register/assets/Server/M-1/transfer",
                    "department",
                    "ningbo",
                    "reason",
                    "r")
                .statusCode())
        .isEqualTo(403);
    assertThat(
            post(
                    "member",
                    "/api/v1/register/assets/Server/M-3/transfer",
                    "department",
                    "xihu",
                    "reason",
                    "r")
                .statusCode())
        .isEqualTo(404);
    assertThat(
            post("member", "/api/v1/register/assets/Server/M-3/dispose", "reason", "r")
                .statusCode())
        .isEqualTo(404);
  }

  @Test
  void tellsAMemberNothingOfAnothersImportOfTheSameFile() {
    String both = HEADINGS + row("S-1", "xihu", "1") + row("S-2", "ningbo", "1");
    String own = HEADINGS + row("S-3", "xihu", "1");
    assertThat(send("system", "", both).statusCode()).isEqualTo(201);
    assertThat(send("system", "", own).statusCode()).isEqualTo(201);

    assertThat(last(send("member", "", both)).get("outcome").asText()).isEqualTo("refused");
    JsonNode unchanged = last(send("member", "", own));
    assertThat(unchanged.get("outcome").asText()).isEqualTo("unchanged");
    assertThat(unchanged.get("same").isNull()).isTrue();
  }

  @Test
  void entersHandsOverAndDisposesOfOne() {
    String card =
        """
        {"department": "hangzhou", "custodian": "李工", "category": "A02010104",
         "acquired": "2026-01-31", "originalValue": 86400.00, "lifeYears": 5, "place": "机房"}""";
    HttpResponse<String> entered = put("member", "Server/P-1", card);
    assertThat(entered.statusCode()).as(entered.body()).isEqualTo(200);
    assertThat(json(entered).get("changed").asBoolean()).isTrue();
    assertThat(json(entered).at("/warnings/0/policy").asText()).isEqualTo("GOV-010");
    assertThat(json(put("member", "Server/P-1", card)).get("changed").asBoolean()).isFalse();

    HttpResponse<String> wrong = put("member", "Server/P-2", card.replace("A02010104", "X"));
    assertThat(wrong.statusCode()).isEqualTo(400);
    assertThat(json(wrong).get("field").asText()).isEqualTo("category");
    assertThat(put("member", "Server/P-2", "{\"colour\": 1}").statusCode()).isEqualTo(400);
    assertThat(put("member", "Toaster/P-2", card).statusCode()).isEqualTo(400);
    // Written out, this one would fill the memory of the program.
    HttpResponse<String> endless =
        put("member", "Server/P-2", card.replace("86400.00", "1e2147483647"));
    assertThat(endless.statusCode()).isEqualTo(400);
    assertThat(json(endless).get("detail").asText()).contains("line 2", "1000 digits");

    HttpResponse<String> moved =
        post(
            "member",
            "/api/v1/register/assets/Server/P-1/transfer",
            "department",
            "xihu",
            "reason",
            "机构改革");
    assertThat(moved.statusCode()).as(moved.body()).isEqualTo(200);
    HttpResponse<String> gone =
        post(
            "member",
            "/api/v1/register/assets/Server/P-1/dispose",
            "reason",
            "burnt",
            "day",
            "2026-07-15");
    assertThat(gone.statusCode()).as(gone.body()).isEqualTo(200);
    // Six months of 86 400.00 over five years: 1 440.00 each.
    assertThat(json(gone).get("netValue").decimalValue()).isEqualByComparingTo("77760");
    assertThat(servers("system", "P-")).isEmpty();

    JsonNode events =
        json(app.get("audit", "/api/v1/audit/events?stream=register&limit=1000")).get("items");
    assertThat(events.findValuesAsText("action")).contains("registered", "transferred", "disposed");
    assertThat(events.findValuesAsText("reason")).contains("机构改革", "burnt");
  }

  @Test
  void refusesAChangedAssetsUndoWithItsName() {
    HttpResponse<String> stored =
        send("system", "", HEADINGS + row("U-1", "hangzhou", "1") + row("U-2", "hangzhou", "1"));
    String id = last(stored).at("/stored/id").asText();
    post(
        "system",
        "/api/v1/register/assets/Server/U-2/transfer",
        "department",
        "ningbo",
        "reason",
        "r");
    HttpResponse<String> refused = post("system", "/api/v1/register/imports/" + id + "/undo");
    assertThat(refused.statusCode()).isEqualTo(409);
    assertThat(json(refused).at("/assets/0").asText()).isEqualTo("Server U-2");
    assertThat(servers("system", "U-")).containsExactly("U-1", "U-2");
  }

  @Test
  void saysWhatIsWrongWithTheRequest() {
    HttpResponse<String> large = send("system", "", "x".repeat(65 << 10));
    assertThat(large.statusCode()).isEqualTo(413);
    assertThat(json(large).get("detail").asText()).contains("more than 65536 bytes");
    assertThat(send("system", "?encoding=big5", HEADINGS).statusCode()).isEqualTo(400);
    assertThat(send("system", "?dryRun=perhaps", HEADINGS).statusCode()).isEqualTo(400);
    assertThat(put("system", "Server/X-1", "[]").statusCode()).isEqualTo(400);
    assertThat(
            post(
                    "system",
                    "/api/v1/register/assets/Server/X/dispose",
                    "reason",
                    "r",
                    "day",
                    "2999-01-01")
                .statusCode())
        .isEqualTo(400);
    HttpResponse<String> type =
        app.send(
            HttpRequest.newBuilder(app.uri("/api/v1/register/imports"))
                .header("Authorization", basic("system"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{}")));
    assertThat(type.statusCode()).isEqualTo(415);
  }

  private static String device(String code, String department, String longitude, String shared) {
    return "感知终端,%s,%s,李工,A02010107,2026/1/31,3200,6,摄像机,%s,30.250000,%s\n"
        .formatted(code, department, longitude, shared);
  }

  @Test
  void warnsOfASharedDeviceNearby() {
    String headings = "种类,资产编号,部门,保管人,资产分类,取得日期,原值,使用年限,终端类型,经度,纬度,是否共享\n";
    // A thousandth of a degree of longitude is 96 metres at that latitude.
    HttpResponse<String> first =
        send(
            "system",
            "",
            headings
                + device("D-1", "ningbo", "120.100000", "是")
                + device("D-2", "ningbo", "120.101000", "否")
                + device("D-3", "ningbo", "120.100400", "否"));
    assertThat(first.statusCode()).as(first.body()).isEqualTo(201);
    // D-3 is 38 m from the one before it in the same file.
    assertThat(lines(first)).hasSize(2);
    JsonNode warning = lines(first).get(0);
    assertThat(warning.get("level").asText()).isEqualTo("warning");
    assertThat(warning.get("policy").asText()).isEqualTo("GOV-012");
    assertThat(warning.get("line").asLong()).isEqualTo(4);
    assertThat(warning.get("heading").asText()).isEqualTo("经度");
    assertThat(warning.get("problem").asText()).contains("D-1", "ningbo", "39 m away, within 50 m");
    assertThat(warning.get("problemZh").asText()).contains("共享感知终端", "D-1");

    // 29 m from D-1; D-2 is near the other one, and nobody's business.
    HttpResponse<String> second =
        send(
            "member",
            "",
            headings
                + device("D-4", "xihu", "120.099700", "是")
                + device("D-5", "xihu", "120.101100", "是"));
    assertThat(second.statusCode()).as(second.body()).isEqualTo(201);
    assertThat(lines(second)).hasSize(2);
    assertThat(lines(second).get(0).get("line").asLong()).isEqualTo(2);

    HttpResponse<String> single =
        put(
            "system",
            "SensingDevice/D-6",
            """
            {"department": "hangzhou", "custodian": "李工", "category": "A02010107",
             "acquired": "2026-01-31", "originalValue": 3200, "deviceType": "Camera",
             "longitude": 120.1, "latitude": 30.25, "shared": false}""");
    assertThat(single.statusCode()).as(single.body()).isEqualTo(200);
    assertThat(json(single).at("/warnings/0/policy").asText()).isEqualTo("GOV-012");

    JsonNode near =
        json(
            app.get("system", "/api/v1/register/devices?longitude=120.1&latitude=30.25&metres=50"));
    assertThat(near.get("items").findValuesAsText("code"))
        .containsExactly("D-1", "D-6", "D-4", "D-3");
    assertThat(
            json(app.get(
                    "member", "/api/v1/register/devices?longitude=120.1&latitude=30.25&metres=50"))
                .get("items")
                .findValuesAsText("code"))
        .containsExactly("D-6", "D-4");
    assertThat(app.get("system", "/api/v1/register/devices?longitude=200&latitude=0").statusCode())
        .isEqualTo(400);
  }
}
