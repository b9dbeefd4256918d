package dev.yunzhi.operator.scan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yunzhi.operator.scan.Report.Result;
import dev.yunzhi.operator.scan.Standing.Dated;
import dev.yunzhi.policy.Effect;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;

class ReportsTest {

  private static final Instant SINCE = Instant.parse("2026-11-01T00:00:00Z");
  private static final Map<String, String> CATEGORIES = Map.of("SEC-019", "GB/T 22239 2019");

  @Test
  void eachViolationIsAResultOfItsSort() {
    var standing =
        Map.of(
            pod("a"),
            standing(
                violation("SEC-016", Effect.DENY, null),
                violation("SEC-019", Effect.WARN, null),
                violation("SEC-020", Effect.AUDIT, null),
                violation("SEC-021", Effect.DENY, "waiver")));

    Report report = Reports.of("ns", standing, CATEGORIES, null).get(0);

    assertThat(report.getResults())
        .extracting(Result::policy, Result::result, Result::severity, Result::scored)
        .containsExactly(
            tuple("SEC-016", "fail", "high", true),
            tuple("SEC-019", "warn", "medium", true),
            tuple("SEC-020", "fail", "low", true),
            tuple("SEC-021", "skip", "high", false));
    assertThat(report.getSummary()).isEqualTo(new Report.Summary(0, 2, 1, 0, 1));
    assertThat(report.getResults().get(1).category()).isEqualTo("GB/T 22239 2019");
    assertThat(report.getResults().get(3).properties()).containsEntry("exception", "waiver");
    assertThat(report.getMetadata().getAnnotations()).isEmpty();
  }

  private static Tuple tuple(Object... values) {
    return Tuple.tuple(values);
  }

  @Test
  void nothingThatStandsIsLeftOutOfReportsOfBoundedSize() {
    var standing = new TreeMap<ObjectKey, Standing>();
    IntStream.range(0, 1201)
        .forEach(i -> standing.put(pod("p-%04d".formatted(i)), standing(violation(i))));

    List<Report> reports = Reports.of("ns", standing, CATEGORIES, null);

    assertThat(reports)
        .hasSize(3)
        .allSatisfy(r -> assertThat(r.getResults()).hasSizeBetween(1, 500));
    assertThat(reports)
        .extracting(r -> r.getMetadata().getName())
        .containsExactly("yunzhi-0", "yunzhi-1", "yunzhi-2");
    assertThat(reports.stream().flatMap(r -> r.getResults().stream()))
        .extracting(r -> r.resources().get(0).name())
        .isSorted()
        .doesNotHaveDuplicates()
        .hasSize(1201);
  }

  @Test
  void longMessagesMakeMoreReports() {
    var standing = new TreeMap<ObjectKey, Standing>();
    var large = new Violation("SEC-019", Effect.DENY, "x".repeat(200_000), "长", "$.spec", null);
    for (String name : List.of("a", "b", "c")) {
      standing.put(pod(name), standing(large));
    }

    assertThat(Reports.of("ns", standing, CATEGORIES, null)).hasSize(2);
  }

  @Test
  void whatWasNotJudgedIsAnErrorAndWhatWasNotReadIsAnAnnotation() {
    var standing = Map.of(pod("a"), new Standing("uid", "v1", List.of(), "too slow", 1));

    Report report = Reports.of("ns", standing, CATEGORIES, "Pod (HTTP 500)").get(0);

    assertThat(report.getSummary().error()).isOne();
    assertThat(report.getResults().get(0).message()).isEqualTo("too slow");
    assertThat(report.getMetadata().getAnnotations())
        .containsEntry("yunzhi.dev/scan-incomplete", "Pod (HTTP 500)");
  }

  @Test
  void aReportTellsTheNextLeaderAllThatIsKnown() {
    var standing =
        new TreeMap<>(
            Map.of(
                pod("a"),
                standing(
                    violation("SEC-016", Effect.DENY, null),
                    violation("SEC-021", Effect.WARN, "waiver")),
                pod("b"),
                new Standing("uid-b", "v1", List.of(), "too slow", 0)));

    Report written = Reports.of("ns", standing, CATEGORIES, null).get(0);
    var wire = new KubernetesSerialization();
    PolicyReport read = wire.unmarshal(wire.asJson(written), PolicyReport.class);

    assertThat(Reports.read(read)).isEqualTo(standing);
    assertThat(read.getResults()).isEqualTo(written.getResults());
  }

  @Test
  void whatIsInNoNamespaceStandsInReportsOfTheCluster() {
    var standing =
        new TreeMap<>(
            Map.of(
                new ObjectKey(ScannedKind.NODE, "n1"),
                standing(violation("GOV-010", Effect.AUDIT, null))));

    Report written = Reports.of("", standing, CATEGORIES, null).get(0);
    var wire = new KubernetesSerialization();
    Report read = wire.unmarshal(wire.asJson(written), ClusterPolicyReport.class);

    assertThat(wire.asJson(written))
        .contains("\"kind\":\"ClusterPolicyReport\"")
        .doesNotContain("\"namespace\"");
    assertThat(Reports.read(read)).isEqualTo(standing);
  }

  private static ObjectKey pod(String name) {
    return new ObjectKey(ScannedKind.POD, name);
  }

  private static Standing standing(Violation... violations) {
    var dated = new ArrayList<Dated>();
    for (Violation violation : violations) {
      dated.add(new Dated(violation, SINCE));
    }
    return new Standing("uid", "v1", dated, null, 0);
  }

  private static Violation violation(int number) {
    return new Violation("SEC-019", Effect.DENY, "message " + number, "信息", "$.spec", null);
  }

  private static Violation violation(String policy, Effect effect, String exception) {
    return new Violation(policy, effect, "message", "信息", "$.spec", exception);
  }
}
