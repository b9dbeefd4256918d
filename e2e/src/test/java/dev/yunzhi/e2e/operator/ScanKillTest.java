package dev.yunzhi.e2e.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.yunzhi.api.v1alpha1.Tenant;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** {@code kill -9} in the middle of a scan: the next one finds what an undisturbed one finds. */
@OnOperatorEstate
class ScanKillTest {

  private static final Duration RESTART_LIMIT = Duration.ofMinutes(3);
  private static final int PODS = 400;

  /** Each Pod violates SEC-019 in three ways, so its namespace has three reports of 500. */
  private static final int RESULTS = PODS * 3;

  private final OperatorEstate estate;

  ScanKillTest(OperatorEstate estate) {
    this.estate = estate;
  }

  @Test
  void findsTheSameAsAnUndisturbedOne() throws InterruptedException {
    estate.apply(
        Objects.tenant("scan-kill", "Retain", "[{name: killed}, {name: quiet}]", "{pods: '1000'}"));
    estate.awaitReady(Tenant.class, "scan-kill", t -> t.getStatus().conditions());
    var killed = new PolicyReports(estate.cluster(), "scan-kill-killed");
    var quiet = new PolicyReports(estate.cluster(), "scan-kill-quiet");

    estate.killOperator();
    estate.pastAdmission(pods("scan-kill-killed"), "create", "-f", "-").orThrow();
    for (int report = 0; report < 3; report++) {
      killAtReport(report);
    }
    estate.startOperator();
    List<String> found = complete(killed);
    List<String> since = since(killed);

    estate.pastAdmission(pods("scan-kill-quiet"), "create", "-f", "-").orThrow();
    assertThat(found).isEqualTo(complete(quiet)).isEqualTo(expected());

    estate.killOperator();
    estate.startOperator();
    await()
        .atMost(RESTART_LIMIT)
        .ignoreExceptions()
        .until(() -> estate.metrics().contains("yunzhi_scan_seconds_count 1"));
    assertThat(killed.lines()).isEqualTo(found);
    assertThat(since(killed)).as("since when it has been so").isEqualTo(since);
  }

  /** Starts the operator, and kills it as soon as it has written the report of that number. */
  private void killAtReport(int number) throws InterruptedException {
    var written = new CountDownLatch(1);
    try (Watch watch =
        estate
            .client()
            .genericKubernetesResources("wgpolicyk8s.io/v1alpha2", "PolicyReport")
            .inNamespace("scan-kill-killed")
            .withName("yunzhi-" + number)
            .watch(
                new Watcher<GenericKubernetesResource>() {
                  @Override
                  public void eventReceived(Action action, GenericKubernetesResource report) {
                    written.countDown();
                  }

                  @Override
                  public void onClose(WatcherException cause) {
                    written.countDown();
                  }
                })) {
      estate.startOperator();
      written.await();
      estate.killOperator();
    }
  }

  private static List<String> complete(PolicyReports reports) {
    return await().atMost(RESTART_LIMIT).until(reports::lines, lines -> lines.size() >= RESULTS);
  }

  private static List<String> since(PolicyReports reports) {
    return reports.results().stream().map(r -> r.at("/timestamp/seconds").asText()).toList();
  }

  private static List<String> expected() {
    var lines = new ArrayList<String>();
    for (String name : IntStream.range(0, PODS).mapToObj(ScanKillTest::name).toList()) {
      for (int violation = 0; violation < 3; violation++) {
        lines.add("Pod/%s SEC-019 $.spec.containers[0].image fail".formatted(name));
      }
    }
    return lines;
  }

  private static String name(int number) {
    return "p-%03d".formatted(number);
  }

  private static String pods(String namespace) {
    return IntStream.range(0, PODS)
        .mapToObj(number -> Objects.pod(namespace, name(number)))
        .collect(Collectors.joining("---\n"));
  }
}
