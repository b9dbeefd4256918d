package dev.yunzhi.e2e.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.yunzhi.e2e.cluster.CommandResult;
import dev.yunzhi.e2e.cluster.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The alert rules, by Prometheus' own tool; each has a file of cases of its own. */
class AlertRulesTest {

  private static final Path CASES =
      Programs.root().resolve("e2e/src/test/resources/monitoring/alerts");

  @Test
  void prometheusTakesThem() {
    CommandResult check =
        Promtool.run("check", "rules", "--lint=all", "--lint-fatal", AlertRule.FILE.toString());

    assertThat(check.succeeded()).as(check.stdout() + check.stderr()).isTrue();
    assertThat(check.stdout()).contains("SUCCESS: " + AlertRule.all().size() + " rules found");
  }

  @ParameterizedTest
  @MethodSource("rules")
  void firesWhenItShouldAndOnlyThen(AlertRule rule) {
    CommandResult test = Promtool.run("test", "rules", cases(rule).toString());

    assertThat(test.succeeded()).as(test.stdout() + test.stderr()).isTrue();
  }

  /** A case that expects another alert, or nothing at all, would let the test above pass. */
  @ParameterizedTest
  @MethodSource("rules")
  void itsCasesHaveItFireAndBeSilent(AlertRule rule) throws IOException {
    var firing = new HashSet<Boolean>();
    for (JsonNode test : new YAMLMapper().readTree(cases(rule).toFile()).path("tests")) {
      for (JsonNode at : test.path("alert_rule_test")) {
        assertThat(at.path("alertname").asText()).isEqualTo(rule.name());
        firing.add(!at.path("exp_alerts").isEmpty());
      }
    }

    assertThat(firing).isEqualTo(Set.of(true, false));
  }

  @Test
  void noCasesAreOfARuleThatIsNotThere() throws IOException {
    try (Stream<Path> files = Files.list(CASES)) {
      assertThat(files.map(file -> file.getFileName().toString().replace(".yaml", "")))
          .containsExactlyInAnyOrderElementsOf(
              AlertRule.all().stream().map(AlertRule::name).toList());
    }
  }

  @ParameterizedTest
  @MethodSource("rules")
  void saysInBothLanguagesWhatIsWrongAndWhereToReadOn(AlertRule rule) throws IOException {
    assertThat(rule.label("severity")).isIn("critical", "warning", "info");
    assertThat(rule.label("team")).isIn("platform", "security", "department");
    assertThat(rule.annotation("summary")).isNotBlank().doesNotMatch("(?s).*\\p{IsHan}.*");
    assertThat(rule.annotation("summaryZh")).matches("(?s).*\\p{IsHan}.*");
    assertThat(rule.annotation("runbook"))
        .isEqualTo("docs/monitoring.md#" + rule.name().toLowerCase(Locale.ROOT));
    assertThat(Files.readAllLines(Programs.root().resolve("docs/monitoring.md")))
        .contains("### " + rule.name());
  }

  static List<AlertRule> rules() {
    return AlertRule.all();
  }

  private static Path cases(AlertRule rule) {
    return CASES.resolve(rule.name() + ".yaml");
  }
}
