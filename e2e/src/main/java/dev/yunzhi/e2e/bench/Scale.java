package dev.yunzhi.e2e.bench;

import dev.yunzhi.api.v1alpha1.Tenant;
import dev.yunzhi.e2e.bench.BareWatcher.Found;
import dev.yunzhi.e2e.estate.Conditions;
import dev.yunzhi.e2e.estate.OperatorAlone;
import dev.yunzhi.e2e.estate.StateFolder;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * An estate of many tenants at rest, each with two namespaces: what the operator writes, what
 * memory it holds, how long it takes to start again, and how long a change takes to its effect. The
 * environment variable {@code TENANTS} says how many.
 */
final class Scale implements Benchmark {

  private static final int CHANGES = 100;
  private static final int WARM_UP = 20;
  private static final Duration RESYNC = Duration.ofSeconds(40);
  private static final PatchContext MERGE = PatchContext.of(PatchType.JSON_MERGE);
  private static final List<String> BARE = List.of("bare-web", "bare-data");

  private final int tenants =
      Integer.parseInt(System.getenv().getOrDefault("TENANTS", "250").trim());

  @Override
  public String name() {
    return "scale";
  }

  @Override
  public Figures run(PrintStream out) throws IOException, InterruptedException {
    try (StateFolder folder = StateFolder.temporary();
        OperatorAlone estate =
            OperatorAlone.start(folder.path(), "--yunzhi.resync=" + RESYNC.toSeconds() + "s");
        KubernetesClient observer =
            new KubernetesClientBuilder().withConfig(estate.client().getConfiguration()).build()) {
      load(estate, out);
      rest(estate, out);
      memory(estate, out);
      restart(estate, out);
      try (QuotaChanges changes = new QuotaChanges(observer)) {
        return changes(estate, changes, out);
      }
    }
  }

  private void load(OperatorAlone estate, PrintStream out) throws InterruptedException {
    KubernetesClient client = estate.client();
    Population population = new Population(client, Math.max(10, Math.min(200, tenants / 10)));
    long start = System.nanoTime();
    try (BareWriter writer = new BareWriter(client, 16)) {
      writer.create(population.tenants("tenant", tenants));
    }
    Waiting.until(
        tenants + " tenants are Ready",
        Duration.ofMinutes(30),
        Duration.ofSeconds(5),
        () -> notReady(client) == 0);
    out.printf(
        "%d tenants are Ready after %d s, with %d objects%n",
        tenants,
        (System.nanoTime() - start) / 1_000_000_000,
        TenantObjects.list(client, "tenant").size());
  }

  private static long notReady(KubernetesClient client) {
    return client.resources(Tenant.class).list().getItems().stream()
        .filter(t -> t.getStatus() == null || !Conditions.ready(t, t.getStatus().conditions()))
        .count();
  }

  /** Longer than a resync: everything is looked at again. */
  private void rest(OperatorAlone estate, PrintStream out)
      throws IOException, InterruptedException {
    Thread.sleep(Duration.ofSeconds(15).toMillis());
    Instant begin = Instant.now();
    Reconciliations before = Reconciliations.of("tenant", estate);
    Thread.sleep(RESYNC.plusSeconds(10).toMillis());
    Reconciliations after = Reconciliations.of("tenant", estate);
    out.printf(
        "at rest: %d tenants were looked at again, writes: %s%n",
        after.done() - before.done(), writes(estate, begin));
  }

  private static List<String> writes(OperatorAlone estate, Instant from) throws IOException {
    return WritesInAudit.since(from, estate.cluster().directory().resolve("logs/audit.log"));
  }

  private void memory(OperatorAlone estate, PrintStream out)
      throws IOException, InterruptedException {
    ResidentMemory ours = ResidentMemory.of(estate.operator().handle().pid());
    out.println("resident memory of the operator, loaded and at rest: " + ours);
  }

  private void restart(OperatorAlone estate, PrintStream out)
      throws IOException, InterruptedException {
    Path kubeconfig = estate.cluster().kubeconfig();
    Found bare = BareWatcher.measure(kubeconfig, OperatorAlone.shippedJavaOptions());
    estate.operator().kill();
    Instant begin = Instant.now();
    long start = System.nanoTime();
    estate.operator().startAndAwait(Duration.ofMinutes(5));
    long ready = System.nanoTime() - start;
    Waiting.until(
        "every tenant is reconciled",
        Duration.ofMinutes(5),
        Duration.ofMillis(100),
        () -> settled(estate));
    long settled = System.nanoTime() - start;
    ResidentMemory memory = ResidentMemory.of(estate.operator().handle().pid());
    out.printf(
        "restart: ready after %d ms, settled after %d ms, resident memory %s, writes: %s%n",
        ready / 1_000_000, settled / 1_000_000, memory, writes(estate, begin));
    out.printf("a bare watch of the same objects: %d ms, %s%n", bare.millis(), bare.memory());
    out.println(new Figures(settled / 1e9, bare.millis() / 1e3, "s").line("scale-restart"));
    out.println(new Figures(memory.now(), bare.memory().now(), "MiB").line("scale-memory"));
  }

  private boolean settled(OperatorAlone estate) {
    try {
      Reconciliations seen = Reconciliations.of("tenant", estate);
      return seen.done() >= tenants && seen.waiting() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  private Figures changes(OperatorAlone estate, QuotaChanges changes, PrintStream out)
      throws InterruptedException {
    KubernetesClient client = estate.client();
    prepareBare(client);
    Samples ours = new Samples();
    Samples bare = new Samples();
    for (int change = 0; change < WARM_UP + CHANGES; change++) {
      int pods = 100 + change;
      String tenant = "tenant-" + change * 7919 % tenants;
      String patch = "{\"spec\":{\"quota\":{\"pods\":\"" + 2 * pods + "\"}}}";
      long nanos =
          changes.time(
              Set.of(tenant + "-web", tenant + "-data"),
              pods,
              () -> client.resources(Tenant.class).withName(tenant).patch(MERGE, patch));
      long bareNanos =
          changes.time(Set.copyOf(BARE), pods, () -> BARE.forEach(n -> patchBare(client, n, pods)));
      if (change >= WARM_UP) {
        ours.addNanos(nanos);
        bare.addNanos(bareNanos);
      }
      Thread.sleep(50);
    }
    out.println("from a change of a tenant's quota to both namespaces: " + ours);
    out.println("bare client, two quotas:                              " + bare);
    return new Figures(ours.quantile(0.99), bare.quantile(0.99), "ms");
  }

  private static void prepareBare(KubernetesClient client) {
    for (String name : BARE) {
      client
          .resource(new NamespaceBuilder().withNewMetadata().withName(name).endMetadata().build())
          .create();
      client
          .resource(
              new ResourceQuotaBuilder()
                  .withNewMetadata()
                  .withNamespace(name)
                  .withName("bare")
                  .endMetadata()
                  .withNewSpec()
                  .addToHard("pods", new Quantity("1"))
                  .endSpec()
                  .build())
          .create();
    }
  }

  private static void patchBare(KubernetesClient client, String namespace, int pods) {
    client
        .resourceQuotas()
        .inNamespace(namespace)
        .withName("bare")
        .patch(MERGE, "{\"spec\":{\"hard\":{\"pods\":\"" + pods + "\"}}}");
  }
}
