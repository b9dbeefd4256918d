package dev.yunzhi.e2e.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.yunzhi.api.v1alpha1.Policy;
import dev.yunzhi.api.v1alpha1.Tenant;
import dev.yunzhi.e2e.estate.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Two replicas share the scan out, and what one had the other takes over when it is killed: in the
 * end all stands there that an undisturbed scan finds, and nothing twice. On an estate of its own,
 * with a lease that a busy machine does not lose.
 */
class ScanSharesTest {

  private static final Duration RESTART_LIMIT = Duration.ofMinutes(3);
  private static final int NAMESPACES = 8;
  private static final Pattern SEC_019 =
      Pattern.compile("yunzhi_scan_violations\\{effect=\"Deny\",policy=\"SEC-019\",?} ([0-9.E]+)");

  /** A number of its own in a policy that tells how much stands. */
  private static final String COUNTED =
      """
      apiVersion: yunzhi.dev/v1alpha1
      kind: Policy
      metadata: {name: scan-shares}
      spec: {policy: SEC-019, effect: Deny}
      """;

  private OperatorEstate estate;
  private List<PolicyReports> reports;

  @BeforeEach
  void start() throws IOException {
    Path folder = Files.createTempDirectory(Path.of("target"), "scan-shares");
    estate = OperatorEstate.start(folder, "--yunzhi.leader-election.lease=10s");
    reports = namespaces().stream().map(n -> new PolicyReports(estate.cluster(), n)).toList();
  }

  @AfterEach
  void close() {
    estate.close();
  }

  @Test
  void whatOneReplicaHadTheOtherTakesOver() throws IOException {
    estate.apply(Objects.tenant("scan-shares", "Retain", names(), "{pods: '100'}"));
    estate.awaitReady(Tenant.class, "scan-shares", t -> t.getStatus().conditions());
    estate.apply(COUNTED);
    create("alone");
    List<String> since = sinceOf(awaitPods("alone"));

    try (Program second = estate.startReplica("second", RESTART_LIMIT)) {
      awaitShared(second);
      create("both");
      awaitPods("alone", "both");
      assertThat(sinceOf(reports)).as("since when it has been so").containsAll(since);

      second.kill();
      create("first");
      awaitPods("alone", "both", "first");
      awaitTold(() -> violations(estate.metrics()));

      second.startAndAwait(RESTART_LIMIT);
      awaitShared(second);
      estate.killOperator();
      create("last");
      awaitPods("alone", "both", "first", "last");
      awaitTold(() -> violations(second.read("/metrics")));
      assertThat(sinceOf(reports)).as("since when it has been so").containsAll(since);
    }
  }

  /** Each has a part, and both parts together are what the status says. */
  private void awaitShared(Program second) {
    awaitTold(
        () -> {
          long one = violations(estate.metrics());
          long other = violations(second.read("/metrics"));
          return one > 0 && other > 0 ? one + other : -1;
        });
    await("all shares")
        .atMost(OperatorEstate.LIMIT)
        .until(
            () ->
                estate.metrics().contains("yunzhi_scan_incomplete 0.0")
                    && second.read("/metrics").contains("yunzhi_scan_incomplete 0.0"));
  }

  private interface Count {
    long get() throws IOException;
  }

  private void awaitTold(Count count) {
    await("status.violations")
        .atMost(OperatorEstate.LIMIT)
        .ignoreExceptions()
        .until(
            () -> {
              Integer told = estate.get(Policy.class, "scan-shares").getStatus().violations();
              return told != null && told >= 3 * NAMESPACES && told == count.get();
            });
  }

  private static long violations(String metrics) {
    Matcher found = SEC_019.matcher(metrics);
    return found.find() ? (long) Double.parseDouble(found.group(1)) : 0;
  }

  private List<PolicyReports> awaitPods(String... pods) {
    List<String> expected = expected(pods);
    await("reports of " + List.of(pods))
        .atMost(OperatorEstate.LIMIT)
        .until(() -> lines(reports), expected::equals);
    return reports;
  }

  private static List<String> lines(List<PolicyReports> reports) {
    return reports.stream().flatMap(r -> r.lines().stream()).toList();
  }

  private static List<String> sinceOf(List<PolicyReports> reports) {
    return reports.stream()
        .flatMap(r -> r.results().stream())
        .map(r -> r.at("/resources/0/uid").asText() + " " + r.at("/timestamp/seconds").asText())
        .toList();
  }

  /** Each Pod violates SEC-019 in three ways. */
  private static List<String> expected(String... pods) {
    var lines = new ArrayList<String>();
    for (int namespace = 0; namespace < NAMESPACES; namespace++) {
      for (String pod : List.of(pods).stream().sorted().toList()) {
        for (int violation = 0; violation < 3; violation++) {
          lines.add("Pod/%s SEC-019 $.spec.containers[0].image fail".formatted(pod));
        }
      }
    }
    return lines;
  }

  private void create(String name) {
    String pods =
        namespaces().stream().map(n -> Objects.pod(n, name)).collect(Collectors.joining("---\n"));
    estate.pastAdmission(pods, "create", "-f", "-").orThrow();
  }

  private static List<String> namespaces() {
    return IntStream.range(0, NAMESPACES).mapToObj("scan-shares-n%d"::formatted).toList();
  }

  private static String names() {
    return IntStream.range(0, NAMESPACES)
        .mapToObj("{name: n%d}"::formatted)
        .collect(Collectors.joining(", ", "[", "]"));
  }
}
