package dev.yunzhi.e2e.bench;

import dev.yunzhi.api.v1alpha1.Policy;
import dev.yunzhi.e2e.cluster.Command;
import dev.yunzhi.e2e.cluster.Lifetime;
import dev.yunzhi.e2e.cluster.Programs;
import dev.yunzhi.e2e.estate.ControlPlaneApi;
import dev.yunzhi.e2e.estate.Estate;
import dev.yunzhi.e2e.estate.EstateSettings;
import dev.yunzhi.e2e.estate.StateFolder;
import dev.yunzhi.policy.EngineLimits;
import dev.yunzhi.policy.InvalidBundleException;
import dev.yunzhi.policy.PolicyBundle;
import dev.yunzhi.policy.PolicyEngine;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * From the write of a Policy with a changed rule until an agent that polls long has the whole
 * signed bundle with it: checked, tested, built twice, signed and recorded. Beside it the bare opa,
 * run by hand on the same rule and the same standard policies: check, test, build and sign, once.
 */
final class Publishing implements Benchmark {

  private static final int ROUNDS = 20;
  private static final String BUNDLE = "yunzhi-wasm";

  @Override
  public String name() {
    return "publishing";
  }

  @Override
  public Figures run(PrintStream out) throws IOException, InterruptedException {
    String example = Files.readString(Programs.root().resolve("examples/60-policy-own-rule.yaml"));
    try (StateFolder folder = StateFolder.temporary();
        Estate estate =
            Estate.start(
                folder.path(), Lifetime.OF_THIS_JVM, EstateSettings.DEFAULT, out::println)) {
      ControlPlaneApi agent =
          estate.apiWithToken(
              Files.readString(estate.state().resolve("tenant-operator/tenant-operator.token")));
      Samples ours = new Samples();
      Samples bare = new Samples();
      Samples enforced = new Samples();
      Population population = new Population(estate.client(), 10);
      estate.client().resource(population.tenants("bench", 1).get(0)).create();
      population.awaitReady(1);
      // The first round warms all of it up.
      for (int round = 0; round <= ROUNDS; round++) {
        String yaml = example.replace("a pod keeps", "in round %d a pod keeps".formatted(round));
        String known = settled(agent).headers().firstValue("ETag").orElseThrow();
        CompletableFuture<HttpResponse<byte[]>> polled = poll(agent, known);
        long start = System.nanoTime();
        write(estate.client(), yaml);
        HttpResponse<byte[]> after = polled.join();
        long took = System.nanoTime() - start;
        requireRule(after.body());
        long opa = byHand(estate, yaml, folder.path().resolve("by-hand-" + round));
        long refused = untilRefused(estate.client(), example, round);
        if (round > 0) {
          ours.addNanos(took);
          bare.addNanos(opa);
          enforced.addNanos(refused);
        }
      }
      out.println("control-plane, until an agent has the bundle: " + ours);
      out.println("bare opa, check, test, build and sign:        " + bare);
      out.println("until the operator's webhook refuses by it:   " + enforced);
      return new Figures(ours.median(), bare.median(), "ms");
    }
  }

  /** Before the first bundle, an agent is told to come again. */
  private static HttpResponse<byte[]> settled(ControlPlaneApi agent)
      throws IOException, InterruptedException {
    HttpResponse<byte[]> answer = agent.bundle(BUNDLE, null, 0);
    while (answer.statusCode() == 503) {
      Thread.sleep(100);
      answer = agent.bundle(BUNDLE, null, 0);
    }
    return answer;
  }

  private static CompletableFuture<HttpResponse<byte[]>> poll(ControlPlaneApi agent, String known) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return agent.bundle(BUNDLE, known, 120);
          } catch (IOException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  private static void write(KubernetesClient client, String yaml) {
    client
        .resource(client.getKubernetesSerialization().unmarshal(yaml, Policy.class))
        .forceConflicts()
        .serverSideApply();
  }

  private static void requireRule(byte[] bundle) throws IOException {
    try (PolicyEngine engine =
        PolicyEngine.load(
            PolicyBundle.read(new ByteArrayInputStream(bundle)), EngineLimits.defaults())) {
      if (engine.catalogue().stream().noneMatch(rule -> rule.id().equals("SEC-901"))) {
        throw new IllegalStateException("the bundle has no SEC-901");
      }
    } catch (InvalidBundleException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The whole way: a Pod is tried, each time anew, until it is refused with the new words. */
  private static long untilRefused(KubernetesClient client, String example, int round)
      throws InterruptedException {
    String words = "in turn %d a pod keeps".formatted(round);
    Pod pod = client.getKubernetesSerialization().unmarshal(POD, Pod.class);
    long start = System.nanoTime();
    write(client, example.replace("effect: Warn", "effect: Deny").replace("a pod keeps", words));
    Waiting.until(
        "a refusal that says: " + words,
        Duration.ofMinutes(1),
        Duration.ofMillis(5),
        () -> {
          try {
            client.resource(pod).dryRun().create();
            return false;
          } catch (KubernetesClientException refusal) {
            return refusal.getMessage().contains(words);
          }
        });
    return System.nanoTime() - start;
  }

  private static long byHand(Estate estate, String yaml, Path folder) throws IOException {
    var policy =
        estate.client().getKubernetesSerialization().unmarshal(yaml, Policy.class).getSpec();
    Path bundle = folder.resolve("bundle");
    RegoSources.copy(RegoSources.STANDARD, bundle, path -> true);
    Files.writeString(bundle.resolve("own.rego"), policy.rego());
    Path tests = Files.writeString(folder.resolve("tests.rego"), policy.tests());
    Command opa = new Command(Programs.path("opa"), Map.of());
    long start = System.nanoTime();
    opa.run("", List.of("check", "--strict", bundle.toString(), tests.toString())).orThrow();
    opa.run("", List.of("test", bundle.toString(), tests.toString())).orThrow();
    RegoSources.compile(
        bundle,
        folder.resolve("bundle.tar.gz"),
        "--signing-alg=ES256",
        "--signing-key=" + estate.signing().key());
    return System.nanoTime() - start;
  }

  private static final String POD =
      """
      apiVersion: v1
      kind: Pod
      metadata: {name: named, namespace: bench-0-web}
      spec:
        hostname: own
        containers: [{name: web, image: registry.gov.example/web}]
      """;
}
