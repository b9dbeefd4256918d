package dev.yunzhi.e2e.bench;

import dev.yunzhi.e2e.estate.OperatorAlone;
import dev.yunzhi.e2e.estate.StateFolder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The background scan of 20 000 Pods in 200 namespaces of tenants, by six rules and by the whole
 * standard bundle: full runs of an operator that is warm, and the first one from the start of its
 * JVM, which has an archive of its classes; beside {@code opa eval} over the same Pods, which has
 * them in a file.
 */
final class Scanning implements Benchmark {

  private static final int TENANTS = 100;
  private static final int PODS = Integer.parseInt(System.getenv().getOrDefault("PODS", "20000"));
  private static final int EACH = PODS / TENANTS / 2;
  private static final int WARM_UP = 5;
  private static final int RUNS = 5;
  private static final Duration LIMIT = Duration.ofMinutes(10);

  @Override
  public String name() {
    return "scan";
  }

  @Override
  public Figures run(PrintStream out) throws IOException, InterruptedException {
    try (StateFolder folder = StateFolder.temporary()) {
      Path sources = SixRules.sources(folder.path().resolve("six-rules"));
      String six =
          "--yunzhi.bundle.file="
              + RegoSources.compile(sources, folder.path().resolve("six.tar.gz"));
      try (OperatorAlone estate = OperatorAlone.start(folder.path().resolve("estate"))) {
        load(estate, out);
        Path pods = folder.path().resolve("pods.json");
        OpaEval.write(estate.client(), pods);

        var ours = scan(estate, "scan", out, six);
        var opa = OpaEval.run(sources, pods);
        out.printf("opa eval, six rules: %.1f s, %d findings%n", opa.seconds(), opa.findings());
        if (opa.findings() != ours.violations()) {
          throw new IllegalStateException(
              "the scan found %d, opa eval %d".formatted(ours.violations(), opa.findings()));
        }
        var whole = scan(estate, "scan-whole", out);
        var wholeOpa = OpaEval.run(RegoSources.STANDARD, pods);
        out.printf(
            "opa eval, whole bundle: %.1f s, %d findings%n",
            wholeOpa.seconds(), wholeOpa.findings());
        out.println(new Figures(whole.warm(), wholeOpa.seconds(), "s").line("scan-whole"));
        return new Figures(ours.warm(), opa.seconds(), "s");
      }
    }
  }

  private static void load(OperatorAlone estate, PrintStream out) throws InterruptedException {
    KubernetesClient client = estate.client();
    Population population = new Population(client, 50);
    try (BareWriter writer = new BareWriter(client, 16)) {
      writer.create(population.tenants("tenant", TENANTS, 2 * EACH));
    }
    population.awaitReady(TENANTS);
    List<String> namespaces = new ArrayList<>();
    for (int tenant = 0; tenant < TENANTS; tenant++) {
      namespaces.add("tenant-%d-web".formatted(tenant));
      namespaces.add("tenant-%d-data".formatted(tenant));
    }
    long start = System.nanoTime();
    PodPopulation.create(estate, namespaces, EACH);
    out.printf("%d Pods are there after %d s%n", PODS, (System.nanoTime() - start) / 1_000_000_000);
  }

  /**
   * What scans came to.
   *
   * @param warm seconds of a full run, on average
   */
  private record Scans(double warm, long violations) {}

  private Scans scan(OperatorAlone estate, String what, PrintStream out, String... options)
      throws IOException, InterruptedException {
    // Finds what there is, and writes the reports: nothing changes after that.
    estate.restartNotingClasses(LIMIT, line(options));
    await(estate, 1);
    estate.useClassArchive();
    long start = System.nanoTime();
    estate.restart(LIMIT, line(options));
    await(estate, 1);
    double cold = (System.nanoTime() - start) / 1e9;
    await(estate, WARM_UP);
    ScanMetrics before = ScanMetrics.of(estate);
    ScanMetrics after = await(estate, before.runs() + RUNS);
    double warm = (after.seconds() - before.seconds()) / (after.runs() - before.runs());
    ResidentMemory memory = ResidentMemory.of(estate.operator().handle().pid());
    out.printf(
        Locale.ROOT,
        "%s: %d objects, %d violations; warm %.1f s, from the start of the JVM %.1f s, resident"
            + " memory %s%n",
        what,
        after.objects(),
        after.violations(),
        warm,
        cold,
        memory);
    if (!after.complete()) {
      throw new IllegalStateException("the scan was incomplete; see " + estate.operator().log());
    }
    return new Scans(warm, after.violations());
  }

  private static String[] line(String... options) {
    return Stream.concat(Stream.of("--yunzhi.scan.interval=1s"), Stream.of(options))
        .toArray(String[]::new);
  }

  private static ScanMetrics await(OperatorAlone estate, long runs)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + LIMIT.toNanos();
    ScanMetrics seen = ScanMetrics.of(estate);
    while (seen.runs() < runs) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException(
            "%d runs and not %d after %s".formatted(seen.runs(), runs, LIMIT));
      }
      Thread.sleep(100);
      seen = ScanMetrics.of(estate);
    }
    return seen;
  }
}
