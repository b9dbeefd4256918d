package dev.yunzhi.e2e.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.yunzhi.e2e.cluster.CommandResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The dashboard, as far as it can be checked without Grafana. */
class DashboardTest {

  @Test
  void everyExpressionIsOneThatPrometheusTakes(@TempDir Path folder) throws IOException {
    List<String> expressions = Dashboard.expressions();
    var rules = new StringBuilder("groups:\n  - name: dashboard\n    rules:\n");
    for (int i = 0; i < expressions.size(); i++) {
      String expression =
          expressions
              .get(i)
              .replace("$__rate_interval", "5m")
              .replace("$department", ".*")
              .replace("$tenant", ".*");
      rules.append("      - {record: 'panel:%d', expr: '%s'}%n".formatted(i, expression));
    }
    Path file = Files.writeString(folder.resolve("panels.yaml"), rules);

    CommandResult check = Promtool.run("check", "rules", file.toString());

    assertThat(check.succeeded()).as(check.stdout() + check.stderr()).isTrue();
    assertThat(check.stdout()).contains("SUCCESS: " + expressions.size() + " rules found");
    assertThat(rules).doesNotContain("$");
  }

  @Test
  void panelsDoNotOverlapAndEachSaysInBothLanguagesWhatItShows() {
    var ids = new HashSet<Integer>();
    var cells = new HashSet<List<Integer>>();
    for (JsonNode panel : Dashboard.read().path("panels")) {
      assertThat(ids.add(panel.path("id").asInt())).isTrue();
      assertThat(panel.path("title").asText()).matches(".+ · .*\\p{IsHan}.*");
      JsonNode at = panel.path("gridPos");
      for (int x = at.path("x").asInt(); x < at.path("x").asInt() + at.path("w").asInt(); x++) {
        for (int y = at.path("y").asInt(); y < at.path("y").asInt() + at.path("h").asInt(); y++) {
          assertThat(cells.add(List.of(x, y))).as(panel.path("title").asText()).isTrue();
          assertThat(x).isLessThan(24);
        }
      }
    }
  }

  @Test
  void everyPanelAsksTheDatasourceThatTheReaderChose() {
    for (JsonNode panel : Dashboard.read().path("panels")) {
      if (!panel.path("type").asText().equals("row")) {
        assertThat(panel.at("/datasource/uid").asText()).isEqualTo("${datasource}");
        assertThat(panel.path("targets")).isNotEmpty();
      }
    }
  }
}
