package dev.yunzhi.e2e.bench;

import dev.yunzhi.api.v1alpha1.Tenant;
import dev.yunzhi.e2e.bench.Arrivals.Expected;
import dev.yunzhi.e2e.estate.OperatorAlone;
import dev.yunzhi.e2e.estate.StateFolder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.io.PrintStream;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A hundred tenants of two namespaces, created at once, until a watch has shown every object that
 * the operator makes of them; beside a bare client that writes the same objects, until the same
 * watch has shown them. Both clients have sixteen threads, and all are warm.
 */
final class Provisioning implements Benchmark {

  private static final int TENANTS = 100;
  private static final int THREADS = 16;
  // With fewer, one slow round decides.
  private static final int ROUNDS = 5;
  private static final int COUNTIES = 50;
  private static final String WARM = "warm";

  @Override
  public String name() {
    return "provisioning";
  }

  @Override
  public Figures run(PrintStream out) throws IOException, InterruptedException {
    try (StateFolder folder = StateFolder.temporary();
        OperatorAlone estate = OperatorAlone.start(folder.path());
        KubernetesClient observer =
            new KubernetesClientBuilder().withConfig(estate.client().getConfiguration()).build();
        Arrivals arrivals = new Arrivals(observer, TenantObjects.KINDS);
        BareWriter writer = new BareWriter(estate.client(), THREADS)) {
      KubernetesClient client = estate.client();
      Population population = new Population(client, COUNTIES);
      writer.create(population.tenants(WARM, TENANTS));
      population.awaitReady(TENANTS);
      List<HasMetadata> objects = TenantObjects.list(client, WARM);
      out.printf("%d tenants are %d objects%n", TENANTS, objects.size());
      writer.create(writer.copies(objects, "bare-" + WARM));

      Samples ours = new Samples();
      Samples bare = new Samples();
      CpuTime oursCpu = new CpuTime(estate);
      CpuTime bareCpu = new CpuTime(estate);
      for (int round = 1; round <= ROUNDS; round++) {
        String prefix = "round" + round;
        Set<ObjectId> ids =
            objects.stream().map(o -> renamed(ObjectId.of(o), prefix)).collect(Collectors.toSet());
        List<Tenant> tenants = population.tenants(prefix, TENANTS);
        long oursNanos = arrivals.expect(ids).time(oursCpu, () -> writer.create(tenants));
        population.awaitReady((round + 1) * TENANTS);
        requireExactly(ids, TenantObjects.list(client, prefix));

        List<HasMetadata> copies = writer.copies(objects, "bare-" + round);
        Expected expected = arrivals.expect(copies.stream().map(ObjectId::of).toList());
        long bareNanos = expected.time(bareCpu, () -> writer.create(copies));
        ours.addNanos(oursNanos);
        bare.addNanos(bareNanos);
        out.printf(
            "round %d: operator %d ms, bare client %d ms%n",
            round, oursNanos / 1_000_000, bareNanos / 1_000_000);
      }
      out.println("operator, until every object is there:    " + ours);
      out.println("  CPU: " + oursCpu);
      out.println("bare client, until every object is there: " + bare);
      out.println("  CPU: " + bareCpu);
      return new Figures(ours.median(), bare.median(), "ms");
    }
  }

  private static ObjectId renamed(ObjectId id, String prefix) {
    return id.namespace() == null
        ? new ObjectId(id.kind(), null, id.name().replaceFirst(WARM, prefix))
        : new ObjectId(id.kind(), id.namespace().replaceFirst(WARM, prefix), id.name());
  }

  private static void requireExactly(Set<ObjectId> expected, List<HasMetadata> found) {
    Set<ObjectId> different = new HashSet<>(expected);
    for (HasMetadata object : found) {
      ObjectId id = ObjectId.of(object);
      if (!different.remove(id)) {
        different.add(id);
      }
    }
    if (!different.isEmpty()) {
      throw new IllegalStateException("only on one side: " + different);
    }
  }
}
