package dev.yunzhi.operator.scan;

import dev.yunzhi.api.v1alpha1.Labels;
import dev.yunzhi.api.v1alpha1.Yunzhi;
import dev.yunzhi.operator.cluster.ServerSideApply;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Listable;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The reports in the cluster, of namespaces and of what is in none, whose place here is the empty
 * name: only those that say something else are written. Keeps a digest of each, not the text. Not
 * thread-safe.
 */
final class ReportStore {

  private static final long PAGE = 20;
  private static final String CLUSTER_WIDE = "";

  private final KubernetesClient client;

  /** By namespace, then name. */
  private final Map<String, Map<String, byte[]>> digests = new HashMap<>();

  ReportStore(KubernetesClient client) {
    this.client = client;
    // Or what is read of it in a list would be of no type.
    client.getKubernetesSerialization().registerKubernetesResource(PolicyReport.class);
    client.getKubernetesSerialization().registerKubernetesResource(ClusterPolicyReport.class);
  }

  /**
   * Reads all of ours anew, so that what others did to them is put right by the next write.
   *
   * @param mine namespaces whose reports this replica writes; those of others are not looked at
   * @param each is handed every report of a namespace
   */
  void read(Predicate<String> mine, Consumer<Report> each) {
    digests.keySet().removeIf(namespace -> !namespace.isEmpty());
    read(client.resources(PolicyReport.class).inAnyNamespace(), mine, each);
  }

  /** As {@link #read}, of what is in no namespace. */
  void readClusterWide(Predicate<String> mine, Consumer<Report> each) {
    digests.remove(CLUSTER_WIDE);
    read(client.resources(ClusterPolicyReport.class), mine, each);
  }

  private <R extends Report> void read(
      Listable<? extends KubernetesResourceList<R>> reports,
      Predicate<String> mine,
      Consumer<Report> each) {
    String proceed = null;
    do {
      var options =
          new ListOptionsBuilder()
              .withLabelSelector(Labels.MANAGED + "=true")
              .withLimit(PAGE)
              .withContinue(proceed)
              .build();
      var list = reports.list(options);
      for (Report report : list.getItems()) {
        if (mine.test(report.place())) {
          remember(report);
          each.accept(report);
        }
      }
      proceed = list.getMetadata().getContinue();
    } while (proceed != null && !proceed.isEmpty());
  }

  /** Namespaces that have reports of ours which this replica writes. */
  List<String> namespaces() {
    return List.copyOf(digests.keySet());
  }

  /**
   * Brings the reports of a namespace to what they are to say.
   *
   * @param desired all of the namespace; others of ours there are deleted
   */
  void write(String namespace, List<Report> desired) {
    var known = digests.getOrDefault(namespace, Map.of());
    var obsolete = new TreeMap<>(known);
    for (Report report : desired) {
      String name = report.getMetadata().getName();
      obsolete.remove(name);
      if (!Arrays.equals(known.get(name), digest(report))) {
        client.resource(report).patch(ServerSideApply.by(Yunzhi.FIELD_MANAGER).build(), report);
        remember(report);
      }
    }
    for (String name : obsolete.keySet()) {
      delete(namespace, name);
      forget(namespace, name);
    }
  }

  private void delete(String namespace, String name) {
    if (namespace.isEmpty()) {
      client.resources(ClusterPolicyReport.class).withName(name).delete();
    } else {
      client.resources(PolicyReport.class).inNamespace(namespace).withName(name).delete();
    }
  }

  private void remember(Report report) {
    digests
        .computeIfAbsent(report.place(), n -> new HashMap<>())
        .put(report.getMetadata().getName(), digest(report));
  }

  private void forget(String namespace, String name) {
    var reports = digests.get(namespace);
    reports.remove(name);
    if (reports.isEmpty()) {
      digests.remove(namespace);
    }
  }

  /** Of what a report says, whoever reads or writes it. */
  private static byte[] digest(Report report) {
    try {
      var annotations = report.getMetadata().getAnnotations();
      String text =
          "%s %s %s"
              .formatted(
                  annotations == null ? Map.of() : annotations,
                  report.getSummary(),
                  report.getResults());
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
