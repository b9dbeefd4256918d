package dev.yunzhi.e2e.idle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.yunzhi.api.v1alpha1.Environment;
import dev.yunzhi.api.v1alpha1.TenantUse;
import dev.yunzhi.e2e.cluster.Command;
import dev.yunzhi.e2e.cluster.Programs;
import dev.yunzhi.operator.http.RemoteClient;
import dev.yunzhi.operator.idle.IdleTerms;
import dev.yunzhi.operator.idle.Measurement;
import dev.yunzhi.operator.idle.NamespaceUse;
import dev.yunzhi.operator.idle.PrometheusApi;
import dev.yunzhi.operator.idle.TenantMeasure;
import dev.yunzhi.operator.idle.UseQueries;
import io.fabric8.kubernetes.api.model.Quantity;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the expressions of the chart make of two weeks of what cAdvisor and kube-state-metrics say,
 * in a real Prometheus.
 */
class MeasuringTest {

  private static final double MEBI = 1024 * 1024;
  private static final long EVERY = 300;
  private static final Duration WINDOW = Duration.ofDays(14);
  private static final Duration STEP = Duration.ofHours(1);
  private static final IdleTerms TERMS =
      new IdleTerms(
          5,
          20,
          WINDOW,
          Duration.ofHours(18),
          Duration.ofDays(14),
          Duration.ofDays(7),
          true,
          true,
          Set.of(Environment.DEVELOPMENT),
          1.5,
          25);

  private final Instant now = Instant.now();
  private final long end = now.getEpochSecond() / EVERY * EVERY;
  private final long begin = end - Duration.ofDays(15).toSeconds();

  @Test
  void twoWeeksOfUseAreToldApart(@TempDir Path folder) throws Exception {
    var prometheus = new Prometheus(folder, null);
    Path metrics = folder.resolve("metrics.txt");
    write(metrics);
    new Command(Programs.path("promtool"), Map.of())
        .run(
            "",
            List.of(
                "tsdb",
                "create-blocks-from",
                "openmetrics",
                "--max-block-duration=24h",
                metrics.toString(),
                folder.resolve("data").toString()))
        .orThrow();
    try (prometheus) {
      prometheus.start();
      Measurement measured =
          new UseQueries(
                  new PrometheusApi(
                      new RemoteClient(prometheus.url(), null, null),
                      Duration.ofSeconds(30),
                      1 << 20),
                  Map.of("cpu", IdleEstate.shipped("cpu"), "memory", IdleEstate.shipped("memory")),
                  WINDOW,
                  STEP)
              .measure(now, now);

      is(measured, "busy", 1, 1);
      is(measured, "idle", 0.01, 0.01);
      is(measured, "nightly", 2 * 2 / 24.0, 2);
      is(measured, "empty", 0, 0);
      assertThat(measured.use().get("memory").get("busy").average()).isEqualTo(512 * MEBI);
      assertThat(measured.use().get("cpu").get("lost").samples()).isBetween(150.0, 170.0);
      assertThat(measured.use().get("cpu")).doesNotContainKey("unseen");

      assertThat(use(measured, "idle").get().idleSince()).isNotNull();
      assertThat(use(measured, "empty").get().idleSince()).isNotNull();
      assertThat(use(measured, "busy").get().idleSince()).isNull();
      assertThat(use(measured, "nightly").get().idleSince()).isNull();
      assertThat(use(measured, "lost")).isEmpty();
      assertThat(use(measured, "unseen")).isEmpty();
    }
  }

  private static void is(Measurement measured, String namespace, double average, double p95) {
    NamespaceUse use = measured.use().get("cpu").get(namespace);
    assertThat(use.average()).as(namespace).isCloseTo(average, within(0.02));
    assertThat(use.p95()).as(namespace).isCloseTo(p95, within(0.02));
    assertThat(use.samples()).as(namespace).isBetween(335.0, 337.0);
  }

  private static Optional<TenantUse> use(Measurement measured, String namespace) {
    var quota = Map.of("requests.cpu", new Quantity("4"), "requests.memory", new Quantity("32Gi"));
    long samples = UseQueries.expected(WINDOW, STEP);
    return new TenantMeasure(TERMS, samples * 0.9).of(measured, List.of(namespace), quota, null);
  }

  private void write(Path file) throws IOException {
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      container(out, "busy", end, time -> 1);
      container(out, "idle", end, time -> 0.01);
      container(out, "nightly", end, time -> time % 86400 < 7200 ? 2 : 0);
      // The node of its Pods was scraped for a week only.
      container(out, "lost", end - Duration.ofDays(7).toSeconds(), time -> 0.01);
      for (String namespace : List.of("busy", "idle", "nightly", "lost", "unseen", "empty")) {
        constant(out, "kube_namespace_created{namespace=\"%s\"}".formatted(namespace), end, 1.7e9);
        if (!namespace.equals("empty")) {
          String pod = "{namespace=\"%s\",pod=\"app-0\",phase=\"Running\"}".formatted(namespace);
          constant(out, "kube_pod_status_phase" + pod, end, 1);
        }
      }
      out.write("# EOF\n");
    }
  }

  private void container(
      BufferedWriter out, String namespace, long until, LongToDoubleFunction cores)
      throws IOException {
    String labels = "{namespace=\"%s\",pod=\"app-0\",container=\"app\"}".formatted(namespace);
    double seconds = 0;
    for (long time = begin; time <= until; time += EVERY) {
      out.write("container_cpu_usage_seconds_total%s %f %d\n".formatted(labels, seconds, time));
      seconds += cores.applyAsDouble(time) * EVERY;
    }
    constant(out, "container_memory_working_set_bytes" + labels, until, 512 * MEBI);
  }

  private void constant(BufferedWriter out, String series, long until, double value)
      throws IOException {
    for (long time = begin; time <= until; time += EVERY) {
      out.write("%s %f %d\n".formatted(series, value, time));
    }
  }
}
