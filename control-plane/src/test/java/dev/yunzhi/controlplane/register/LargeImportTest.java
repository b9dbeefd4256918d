package dev.yunzhi.controlplane.register;

import static dev.yunzhi.controlplane.TestControlPlane.basic;
import static dev.yunzhi.controlplane.TestControlPlane.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.yunzhi.api.v1alpha1.Level;
import dev.yunzhi.audit.register.CardFile;
import dev.yunzhi.controlplane.TestControlPlane;
import java.io.BufferedWriter;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Many devices, one line in a hundred wrong, then none. {@code -Dyunzhi.register.rows=100000} tries
 * as many as a province brings at once, for which the whole suite has no time.
 */
class LargeImportTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int ROWS = Integer.getInteger("yunzhi.register.rows", 20_000);

  @TempDir private Path folder;

  private Path file(String name, boolean withErrors) throws IOException {
    Random random = new Random(7);
    Path file = folder.resolve(name);
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      out.write("种类,资产编号,资产名称,部门,保管人,资产分类,规格型号,取得日期,原值,使用年限,终端类型,经度,纬度,是否共享,存放地点\n");
      for (int i = 0; i < ROWS; i++) {
        boolean wrong = withErrors && i % 100 == 37;
        out.write(
            "感知终端,ZJ-CAM-%06d,路口摄像机 %d,hangzhou,王工,A02010107,4K 球机,2025/%d/%d,%s,6,摄像机,%.6f,%.6f,%s,杭州市西湖区文三路 %d 号\n"
                .formatted(
                    i,
                    i,
                    1 + i % 12,
                    1 + i % 28,
                    wrong ? "三千" : "3200.50",
                    118 + 4 * random.nextDouble(),
                    28 + 3 * random.nextDouble(),
                    i % 2 == 0 ? "是" : "否",
                    i % 900));
      }
    }
    return file;
  }

  private static HttpResponse<java.util.stream.Stream<String>> send(TestControlPlane app, Path file)
      throws IOException, InterruptedException {
    return app.client.send(
        HttpRequest.newBuilder(app.uri("/api/v1/register/imports"))
            .header("Authorization", basic("system"))
            .header("Content-Type", "text/csv")
            .POST(HttpRequest.BodyPublishers.ofFile(file))
            .build(),
        HttpResponse.BodyHandlers.ofLines());
  }

  private static List<JsonNode> lines(HttpResponse<java.util.stream.Stream<String>> answer)
      throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    for (String line : answer.body().toList()) {
      lines.add(JSON.readTree(line));
    }
    return lines;
  }

  @Test
  void allOrNothing() throws Exception {
    assertThat(ROWS).isLessThanOrEqualTo(CardFile.MOST_ROWS);
    try (TestControlPlane app = new TestControlPlane(folder).awaitReady()) {
      app.department("hangzhou", Level.CITY, null);

      long begun = System.nanoTime();
      HttpResponse<java.util.stream.Stream<String>> refused = send(app, file("wrong.csv", true));
      assertThat(refused.statusCode()).isEqualTo(422);
      List<JsonNode> told = lines(refused);
      assertThat(told).hasSize(ROWS / 100 + 1);
      for (int i = 0; i < told.size() - 1; i++) {
        assertThat(told.get(i).get("line").asLong()).isEqualTo(2 + 37 + 100L * i);
        assertThat(told.get(i).get("column").asInt()).isEqualTo(9);
        assertThat(told.get(i).get("given").asText()).isEqualTo("三千");
      }
      assertThat(told.get(told.size() - 1).get("outcome").asText()).isEqualTo("refused");
      assertThat(json(app.get("system", "/api/v1/assets?kind=SensingDevice")).get("items"))
          .isEmpty();
      System.out.printf("refused after %d ms%n", (System.nanoTime() - begun) / 1_000_000);

      Path right = file("right.csv", false);
      begun = System.nanoTime();
      HttpResponse<java.util.stream.Stream<String>> stored = send(app, right);
      told = lines(stored);
      System.out.printf(
          "%d cards stored after %d ms%n", ROWS, (System.nanoTime() - begun) / 1_000_000);
      JsonNode outcome = told.get(told.size() - 1);
      assertThat(stored.statusCode()).as(outcome.toString()).isEqualTo(201);
      assertThat(outcome.at("/stored/added").asLong()).isEqualTo(ROWS);
    }
  }
}
