package dev.yunzhi.e2e.operator;

import static org.awaitility.Awaitility.await;

import dev.yunzhi.api.v1alpha1.Department;
import dev.yunzhi.api.v1alpha1.TenantRequest;
import dev.yunzhi.api.v1alpha1.YunzhiResource;
import dev.yunzhi.e2e.bench.Reconciliations;
import dev.yunzhi.e2e.cluster.CommandResult;
import dev.yunzhi.e2e.cluster.LocalCluster;
import dev.yunzhi.e2e.estate.OperatorAlone;
import dev.yunzhi.e2e.estate.Program;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;

/** An {@link OperatorAlone} with short times, and words for what tests do. Not thread-safe. */
public final class OperatorEstate implements AutoCloseable {

  public static final Duration LIMIT = Duration.ofSeconds(60);

  /** The user that the operator is. */
  static final String OPERATOR = "system:serviceaccount:yunzhi-system:tenant-operator";

  private static final Map<String, String> SHORT_TIMES =
      Map.of(
          "--yunzhi.resync=",
          "2s",
          "--yunzhi.term.grace=",
          "3s",
          "--yunzhi.clouds.probe=",
          "1s",
          "--yunzhi.clouds.timeout=",
          "2s",
          "--yunzhi.leader-election.lease=",
          "3s");

  private final OperatorAlone alone;
  private final String[] options;

  private OperatorEstate(OperatorAlone alone, String... options) {
    this.alone = alone;
    this.options = options;
  }

  /**
   * Starts everything; the department {@code root} is Ready then.
   *
   * @param options further command line of the operator, instead of short times too
   */
  public static OperatorEstate start(Path directory, String... options) throws IOException {
    List<String> line = new ArrayList<>(List.of(options));
    SHORT_TIMES.forEach(
        (option, value) -> {
          if (line.stream().noneMatch(given -> given.startsWith(option))) {
            line.add(option + value);
          }
        });
    String[] all = line.toArray(String[]::new);
    var estate = new OperatorEstate(OperatorAlone.start(directory, all), all);
    await()
        .atMost(LIMIT)
        .until(
            () ->
                estate
                    .tryApply(Objects.department("root", "Province", "900000", null))
                    .succeeded());
    estate.awaitReady(Department.class, "root", d -> d.getStatus().conditions());
    return estate;
  }

  public void startOperator() {
    alone.operator().start();
  }

  /** Returns once it is ready. */
  public void awaitOperator() {
    try {
      alone.operator().awaitReady(LIMIT);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As {@code kill -9} does. */
  public void killOperator() {
    alone.operator().kill();
  }

  /** Another replica beside the operator, for the caller to close; ready. */
  Program startReplica(String identity, Duration limit) throws IOException {
    return alone.replica(identity, limit, options);
  }

  /** What it answers to Prometheus. */
  public String metrics() throws IOException {
    return alone.operator().read("/metrics");
  }

  /** How often the reconciler of that name has run since the operator started. */
  long reconciliations(String controller) throws IOException {
    return Reconciliations.of(controller, alone).done();
  }

  public LocalCluster cluster() {
    return alone.cluster();
  }

  public KubernetesClient client() {
    return alone.client();
  }

  /** Applies YAML as the cluster's administrator. */
  public void apply(String yaml) {
    tryApply(yaml).orThrow();
  }

  public CommandResult tryApply(String yaml) {
    return cluster().kubectl(cluster().kubeconfig(), yaml, "apply", "-f", "-");
  }

  /**
   * Runs kubectl past our admission, which lets the operator's own writes pass: as whatever was
   * there before Yunzhi, or was restored from a backup.
   */
  CommandResult pastAdmission(String input, String... arguments) {
    String[] all = Arrays.copyOf(arguments, arguments.length + 2);
    all[arguments.length] = "--as=" + OPERATOR;
    all[arguments.length + 1] = "--as-group=system:masters";
    return cluster().kubectl(cluster().kubeconfig(), input, all);
  }

  /** Lets {@link Objects#held} go. */
  void release(String namespace) {
    cluster()
        .kubectl(
            "patch",
            "configmap",
            "held",
            "-n",
            namespace,
            "--type=merge",
            "-p",
            "{\"metadata\": {\"finalizers\": null}}")
        .orThrow();
  }

  /** Runs kubectl as somebody with no rights but those that bindings give. */
  public CommandResult as(String user, String input, String... arguments) {
    return cluster().kubectl(cluster().kubeconfigFor(user), input, arguments);
  }

  /** Creates YAML as a user with all rights who did not write the requests. */
  public CommandResult createAs(String user, String yaml) {
    return cluster()
        .kubectl(cluster().kubeconfigFor(user, "system:masters"), yaml, "create", "-f", "-");
  }

  /** Asks for an exception as the cluster's administrator, and has somebody else approve it. */
  void grantException(String namespace, String name, String yaml) {
    apply(yaml);
    createAs(
            "guard-of-exceptions",
            Objects.exceptionDecision(namespace, name + "-approved", name, "Approved"))
        .orThrow();
  }

  public <R extends YunzhiResource<?, ?>> R get(Class<R> kind, String name) {
    return client().resources(kind).withName(name).get();
  }

  /** Waits until a cluster-scoped object is as it should be. */
  public <R extends YunzhiResource<?, ?>> R awaitObject(
      Class<R> kind, String name, Predicate<R> right) {
    return await(kind.getSimpleName() + " " + name)
        .atMost(LIMIT)
        .pollInterval(Duration.ofMillis(100))
        .until(() -> get(kind, name), r -> r != null && r.getStatus() != null && right.test(r));
  }

  /** A request in the home namespace of a department; null when there is none. */
  TenantRequest findRequest(String home, String name) {
    return client().resources(TenantRequest.class).inNamespace(home).withName(name).get();
  }

  /** Waits until a request is as it should be. */
  TenantRequest awaitRequest(String home, String name, Predicate<TenantRequest> right) {
    return await("TenantRequest " + name)
        .atMost(LIMIT)
        .pollInterval(Duration.ofMillis(100))
        .until(
            () -> findRequest(home, name),
            r -> r != null && r.getStatus() != null && right.test(r));
  }

  public <R extends YunzhiResource<?, ?>> void awaitReady(
      Class<R> kind, String name, Function<R, List<Condition>> conditions) {
    awaitObject(kind, name, r -> Objects.has(r, conditions.apply(r), "Ready", "True", "Ready"));
  }

  public <R extends YunzhiResource<?, ?>> Condition awaitNotReady(
      Class<R> kind, String name, String reason, Function<R, List<Condition>> conditions) {
    R object =
        awaitObject(kind, name, r -> Objects.has(r, conditions.apply(r), "Ready", "False", reason));
    return conditions.apply(object).stream()
        .filter(c -> c.getType().equals("Ready"))
        .findFirst()
        .orElseThrow();
  }

  @Override
  public void close() {
    alone.close();
  }
}
