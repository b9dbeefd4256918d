package dev.yunzhi.e2e.bench;

import dev.yunzhi.api.v1alpha1.Replication;
import dev.yunzhi.e2e.estate.OperatorAlone;
import dev.yunzhi.e2e.estate.StateFolder;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A Replication of three objects into the two hundred namespaces of a hundred tenants, until a
 * watch has shown every copy; beside a bare client of sixteen threads that writes the same objects
 * into the same namespaces under other names, until the same watch has shown them.
 */
final class Copying implements Benchmark {

  private static final int TENANTS = 100;
  private static final int THREADS = 16;
  private static final int ROUNDS = 3;
  private static final int COUNTIES = 50;
  private static final String HOME = "dept-province";

  @Override
  public String name() {
    return "replication";
  }

  @Override
  public Figures run(PrintStream out) throws IOException, InterruptedException {
    try (StateFolder folder = StateFolder.temporary();
        OperatorAlone estate = OperatorAlone.start(folder.path());
        KubernetesClient observer =
            new KubernetesClientBuilder().withConfig(estate.client().getConfiguration()).build();
        Arrivals arrivals = new Arrivals(observer, List.of(Secret.class, ConfigMap.class));
        BareWriter writer = new BareWriter(estate.client(), THREADS)) {
      KubernetesClient client = estate.client();
      Population population = new Population(client, COUNTIES);
      writer.create(population.tenants("tenant", TENANTS));
      population.awaitReady(TENANTS);
      List<String> namespaces =
          client.namespaces().withLabel("yunzhi.dev/tenant").list().getItems().stream()
              .map((Namespace n) -> n.getMetadata().getName())
              .toList();

      Samples ours = new Samples();
      Samples bare = new Samples();
      CpuTime oursCpu = new CpuTime(estate);
      CpuTime bareCpu = new CpuTime(estate);
      // The first round warms both up.
      for (int round = 0; round <= ROUNDS; round++) {
        String name = "round" + round;
        writer.create(objects(HOME, name));
        Replication replication = replication(client, name);
        long oursNanos =
            expect(arrivals, copies(namespaces, name))
                .time(oursCpu, () -> client.resource(replication).create());
        List<HasMetadata> others = copies(namespaces, "bare-" + round);
        long bareNanos = expect(arrivals, others).time(bareCpu, () -> writer.create(others));
        out.printf(
            "round %d, %d copies in %d namespaces: operator %d ms, bare client %d ms%n",
            round, others.size(), namespaces.size(), oursNanos / 1_000_000, bareNanos / 1_000_000);
        if (round > 0) {
          ours.addNanos(oursNanos);
          bare.addNanos(bareNanos);
        }
      }
      out.println("operator, until every copy is there:      " + ours);
      out.println("  CPU: " + oursCpu);
      out.println("bare client, until every object is there: " + bare);
      out.println("  CPU: " + bareCpu);
      return new Figures(ours.median(), bare.median(), "ms");
    }
  }

  private static Arrivals.Expected expect(Arrivals arrivals, List<HasMetadata> objects) {
    return arrivals.expect(objects.stream().map(ObjectId::of).toList());
  }

  private static List<HasMetadata> copies(List<String> namespaces, String name) {
    List<HasMetadata> copies = new ArrayList<>();
    namespaces.forEach(namespace -> copies.addAll(objects(namespace, name)));
    return copies;
  }

  private static List<HasMetadata> objects(String namespace, String name) {
    return List.of(
        new SecretBuilder()
            .withNewMetadata()
            .withNamespace(namespace)
            .withName(name + "-registry")
            .endMetadata()
            .withType("Opaque")
            .withStringData(Map.of("password", "changeit"))
            .build(),
        map(namespace, name + "-contacts"),
        map(namespace, name + "-settings"));
  }

  private static ConfigMap map(String namespace, String name) {
    return new ConfigMapBuilder()
        .withNewMetadata()
        .withNamespace(namespace)
        .withName(name)
        .endMetadata()
        .withData(Map.of("key", "value"))
        .build();
  }

  private static Replication replication(KubernetesClient client, String name) {
    return client
        .getKubernetesSerialization()
        .unmarshal(
            """
            apiVersion: yunzhi.dev/v1alpha1
            kind: Replication
            metadata: {name: %1$s, namespace: dept-province}
            spec:
              sources:
              - {kind: Secret, name: %1$s-registry}
              - {kind: ConfigMap, name: %1$s-contacts}
              - {kind: ConfigMap, name: %1$s-settings}
              tenants: {subtree: true}
            """
                .formatted(name),
            Replication.class);
  }
}
