package dev.yunzhi.e2e.bench;

import dev.yunzhi.api.v1alpha1.Yunzhi;
import dev.yunzhi.e2e.bench.HttpsLoad.Result;
import dev.yunzhi.e2e.cluster.Certificate;
import dev.yunzhi.e2e.estate.OperatorAlone;
import dev.yunzhi.e2e.estate.StateFolder;
import dev.yunzhi.e2e.estate.Trust;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * Reviews of a Pod that passes and one that fails, in turn, over HTTPS: the operator's webhook,
 * which parses them and gathers their context, beside OPA's own server, which is given rules and
 * input and no more. Same rules, same certificate, same client, one stretch after the other.
 */
final class Admission implements Benchmark {

  private static final int[] CONNECTIONS = {1, 8, 32};
  private static final int COMPARED_AT = 8;
  private static final int ROUNDS = 3;

  /** Nobody takes the decisions of this run: all have to find room. */
  private static final String SPOOL = "--yunzhi.spool-limit=4GB";

  private static final Duration WARM_UP = Duration.ofSeconds(15);
  private static final Duration STRETCH = Duration.ofSeconds(5);

  @Override
  public String name() {
    return "admission";
  }

  @Override
  public Figures run(PrintStream out) throws IOException, InterruptedException {
    try (StateFolder folder = StateFolder.temporary()) {
      Path sources = SixRules.sources(folder.path().resolve("six-rules"));
      Path bundle = RegoSources.compile(sources, folder.path().resolve("six-rules.tar.gz"));
      out.println("six rules:");
      Figures six = compare(out, sources, "--yunzhi.bundle.file=" + bundle, SPOOL);
      out.println("the whole standard bundle:");
      Figures whole = compare(out, RegoSources.STANDARD, SPOOL);
      out.println(whole.line("admission-whole-bundle"));
      return six;
    }
  }

  private static Figures compare(PrintStream out, Path sources, String... options)
      throws IOException, InterruptedException {
    try (StateFolder folder = StateFolder.temporary();
        OperatorAlone estate = OperatorAlone.start(folder.path(), options)) {
      Population population = new Population(estate.client(), 10);
      estate.client().resource(population.tenants("bench", 1).get(0)).create();
      population.awaitReady(1);
      Map<String, String> secret = certificate(estate.client());
      try (OpaServer opa = OpaServer.start(folder.path(), sources, write(secret, folder.path()));
          HttpsLoad load = new HttpsLoad(Trust.in(folder.path().resolve("ca.crt")))) {
        URI ours = estate.operator().url().resolve("/admission/policies");
        URI theirs = opa.url().resolve("/v1/data/yunzhi/findings");
        requireRight(load, ours, theirs);
        load.run(ours, PodReviews.forAdmission(), COMPARED_AT, WARM_UP);
        load.run(theirs, PodReviews.forOpa(), COMPARED_AT, STRETCH);
        Figures compared = null;
        for (int connections : CONNECTIONS) {
          List<Result> our = new ArrayList<>();
          List<Result> their = new ArrayList<>();
          for (int round = 0; round < ROUNDS; round++) {
            our.add(load.run(ours, PodReviews.forAdmission(), connections, STRETCH));
            their.add(load.run(theirs, PodReviews.forOpa(), connections, STRETCH));
          }
          Result o = median(our);
          Result t = median(their);
          out.printf("%2d connections: operator %s%n", connections, o);
          out.printf("                OPA      %s%n", t);
          if (connections == COMPARED_AT) {
            compared = new Figures(o.perSecond(), t.perSecond(), "reviews/s");
          }
        }
        return compared;
      }
    }
  }

  private static void requireRight(HttpsLoad load, URI ours, URI theirs) throws IOException {
    List<byte[]> reviews = PodReviews.forAdmission();
    List<byte[]> inputs = PodReviews.forOpa();
    String passed = load.once(ours, reviews.get(0));
    String failed = load.once(ours, reviews.get(1));
    if (!passed.contains("\"allowed\":true") || !failed.contains("\"allowed\":false")) {
      throw new IllegalStateException("not as meant: " + passed + ", " + failed);
    }
    String failedThere = load.once(theirs, inputs.get(1));
    if (!failedThere.contains("privileged")) {
      throw new IllegalStateException("OPA finds nothing: " + failedThere);
    }
  }

  private static Result median(List<Result> results) {
    return results.stream()
        .sorted((a, b) -> Double.compare(a.perSecond(), b.perSecond()))
        .toList()
        .get(results.size() / 2);
  }

  /** The operator's own certificate, so that both servers have the same work with it. */
  private static Map<String, String> certificate(KubernetesClient client) {
    return client
        .secrets()
        .inNamespace(Yunzhi.SYSTEM_NAMESPACE)
        .withName("yunzhi-webhook-tls")
        .get()
        .getData();
  }

  private static Certificate write(Map<String, String> secret, Path folder) throws IOException {
    for (String file : List.of("ca.crt", "tls.crt", "tls.key")) {
      Files.write(folder.resolve(file), Base64.getDecoder().decode(secret.get(file)));
    }
    return new Certificate(folder.resolve("tls.crt"), folder.resolve("tls.key"));
  }
}
