package dev.yunzhi.e2e.wholeway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.yunzhi.api.v1alpha1.Department;
import dev.yunzhi.api.v1alpha1.Labels;
import dev.yunzhi.api.v1alpha1.Reform;
import dev.yunzhi.api.v1alpha1.ReformPhase;
import dev.yunzhi.api.v1alpha1.Tenant;
import dev.yunzhi.api.v1alpha1.YunzhiResource;
import dev.yunzhi.e2e.cluster.Lifetime;
import dev.yunzhi.e2e.estate.Conditions;
import dev.yunzhi.e2e.estate.Estate;
import dev.yunzhi.e2e.estate.EstateSettings;
import dev.yunzhi.e2e.estate.StateFolder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * A reform of a province: two cities become one and ten counties go to another city, in one
 * operation that is shown, run, and taken back. Nothing that runs notices, and the reports of the
 * day before keep showing the province as it was.
 */
class ProvinceReformTest {

  private static final Duration LIMIT = Duration.ofMinutes(4);
  private static final String MERGED = Province.city(1);
  private static final String GROWN = Province.city(0);

  @Test
  void isShownRunAndTakenBackWithoutTouchingAWorkload() throws IOException {
    try (StateFolder folder = StateFolder.temporary();
        Estate estate =
            Estate.start(folder.path(), Lifetime.OF_THIS_JVM, EstateSettings.DEFAULT, line -> {})) {
      build(estate);
      var workloads = workloads(estate);
      var tree = places(estate);
      Instant before = Instant.now();
      String reported = report(estate, before, "");
      String ofMerged = report(estate, before, MERGED);
      assertThat(ofMerged).contains(Province.county(10), Province.county(19));

      reform(estate, "Preview");
      Reform shown = awaitPhase(estate, ReformPhase.PREVIEWED);
      // The merged city's ten counties and its tenant, its budget and its end; and ten counties.
      assertThat(shown.getStatus().steps()).hasSize(10 + 1 + 3 + 10);
      assertThat(places(estate)).isEqualTo(tree);

      act(estate, "Run");
      awaitPhase(estate, ReformPhase.DONE);
      assertReformed(estate, tree);
      assertThat(workloads(estate)).isEqualTo(workloads);
      awaitReported(estate, GROWN, Province.county(10));
      assertThat(report(estate, before, "")).isEqualTo(reported);
      assertThat(report(estate, before, MERGED)).isEqualTo(ofMerged);

      act(estate, "Undo");
      awaitPhase(estate, ReformPhase.UNDONE);
      assertThat(places(estate)).isEqualTo(tree);
      awaitSettled(estate);
      assertThat(workloads(estate)).isEqualTo(workloads);
      assertThat(report(estate, before, "")).isEqualTo(reported);
    }
  }

  private static void build(Estate estate) {
    apply(estate, Province.departments());
    await()
        .atMost(LIMIT)
        .until(() -> ready(estate, Department.class, d -> d.getStatus().conditions()) == 200);
    apply(estate, Province.tenants());
    awaitSettled(estate);
    apply(estate, Province.workloads());
    await().atMost(LIMIT).until(() -> workloads(estate).size() == Province.owners().size());
  }

  private static void awaitSettled(Estate estate) {
    await("every tenant is ready where it belongs")
        .atMost(LIMIT)
        .until(
            () ->
                ready(estate, Tenant.class, t -> t.getStatus().conditions())
                    == Province.owners().size());
    await("every namespace says where it belongs")
        .atMost(LIMIT)
        .until(() -> labels(estate).equals(owners(estate)));
  }

  private static void assertReformed(Estate estate, Map<String, String> before) {
    var expected = new TreeMap<>(before);
    IntStream.range(10, 20).forEach(i -> expected.put("Department/" + Province.county(i), GROWN));
    IntStream.range(20, 30)
        .forEach(i -> expected.put("Department/" + Province.county(i), Province.city(3)));
    expected.put("Tenant/" + MERGED, GROWN);
    assertThat(places(estate)).isEqualTo(expected);
    awaitSettled(estate);

    Department grown = get(estate, Department.class, GROWN);
    assertThat(grown.getSpec().budget().get("requests.cpu").toString()).isEqualTo("200");
    // Its own and the other city's tenant, and those of every fourth of twenty counties.
    assertThat(grown.getStatus().budget().allocated().get("requests.cpu").toString())
        .isEqualTo(String.valueOf(2 * (2 + 5)));
    assertThat(get(estate, Department.class, MERGED).getSpec().halt()).isNotNull();
  }

  /** Where each department and tenant lies. */
  private static Map<String, String> places(Estate estate) {
    var places = new TreeMap<String, String>();
    list(estate, Department.class)
        .forEach(
            (name, d) -> places.put("Department/" + name, String.valueOf(d.getSpec().parent())));
    list(estate, Tenant.class)
        .forEach((name, t) -> places.put("Tenant/" + name, t.getSpec().department()));
    return places;
  }

  private static Map<String, String> owners(Estate estate) {
    return list(estate, Tenant.class).entrySet().stream()
        .collect(
            Collectors.toMap(t -> t.getKey() + "-web", t -> t.getValue().getSpec().department()));
  }

  private static Map<String, String> labels(Estate estate) {
    return estate.client().namespaces().withLabel(Labels.TENANT).list().getItems().stream()
        .collect(
            Collectors.toMap(
                n -> n.getMetadata().getName(),
                n -> n.getMetadata().getLabels().get(Labels.DEPARTMENT)));
  }

  /** By namespace, what each Deployment says of its Pods, and which Pods it has. */
  private static Map<String, String> workloads(Estate estate) {
    Map<String, String> pods =
        estate.client().pods().inAnyNamespace().withLabel("app").list().getItems().stream()
            .collect(
                Collectors.toMap(
                    p -> p.getMetadata().getNamespace(), p -> p.getMetadata().getUid()));
    return estate.client().apps().deployments().inAnyNamespace().list().getItems().stream()
        .filter(d -> pods.containsKey(d.getMetadata().getNamespace()))
        .collect(
            Collectors.toMap(
                d -> d.getMetadata().getNamespace(),
                d -> said(d) + pods.get(d.getMetadata().getNamespace())));
  }

  private static String said(Deployment deployment) {
    return deployment.getMetadata().getGeneration() + " " + deployment.getSpec().getTemplate();
  }

  private static void reform(Estate estate, String action) {
    String moves =
        IntStream.range(20, 30)
            .mapToObj(i -> "{kind: Department, name: %s, to: city-3}".formatted(Province.county(i)))
            .collect(Collectors.joining(", "));
    apply(
        estate,
        """
        apiVersion: yunzhi.dev/v1alpha1
        kind: Reform
        metadata: {name: reform-2026}
        spec:
          purpose: 皖政函〔2026〕8号
          action: %s
          merges: [{from: %s, into: %s}]
          moves: [%s]
        """
            .formatted(action, MERGED, GROWN, moves));
  }

  private static void act(Estate estate, String action) {
    reform(estate, action);
  }

  private static Reform awaitPhase(Estate estate, ReformPhase phase) {
    return await()
        .atMost(LIMIT)
        .until(
            () -> get(estate, Reform.class, "reform-2026"),
            r ->
                r.getStatus() != null
                    && r.getStatus().phase() == phase
                    && r.getMetadata().getGeneration().equals(r.getStatus().observedGeneration()));
  }

  private static String report(Estate estate, Instant asOf, String department) throws IOException {
    String query = department.isEmpty() ? "" : "&department=" + department;
    var answer =
        estate
            .api("auditor")
            .get("/api/v1/reports/assets?format=ndjson&asOf=%s%s".formatted(asOf, query));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return answer.body();
  }

  private static void awaitReported(Estate estate, String department, String county) {
    await("the report of today shows %s below %s".formatted(county, department))
        .atMost(LIMIT)
        .until(() -> report(estate, Instant.now(), department).contains('"' + county + '"'));
  }

  private static void apply(Estate estate, String yaml) {
    estate.kubectl(estate.cluster().kubeconfig(), yaml, "apply", "-f", "-").orThrow();
  }

  private static <R extends HasMetadata> R get(Estate estate, Class<R> kind, String name) {
    return estate.client().resources(kind).withName(name).get();
  }

  private static <R extends HasMetadata> Map<String, R> list(Estate estate, Class<R> kind) {
    return estate.client().resources(kind).list().getItems().stream()
        .collect(Collectors.toMap(r -> r.getMetadata().getName(), Function.identity()));
  }

  private static <R extends YunzhiResource<?, ?>> long ready(
      Estate estate,
      Class<R> kind,
      Function<R, java.util.List<io.fabric8.kubernetes.api.model.Condition>> conditions) {
    return estate.client().resources(kind).list().getItems().stream()
        .filter(r -> r.getStatus() != null && Conditions.ready(r, conditions.apply(r)))
        .count();
  }
}
