package dev.yunzhi.e2e.estate;

import dev.yunzhi.api.v1alpha1.Yunzhi;
import dev.yunzhi.e2e.cluster.AuditWebhook;
import dev.yunzhi.e2e.cluster.Certificate;
import dev.yunzhi.e2e.cluster.Cluster;
import dev.yunzhi.e2e.cluster.CommandResult;
import dev.yunzhi.e2e.cluster.GivenCluster;
import dev.yunzhi.e2e.cluster.Lifetime;
import dev.yunzhi.e2e.cluster.LocalCluster;
import dev.yunzhi.e2e.cluster.LocalPostgres;
import dev.yunzhi.e2e.cluster.Programs;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * A whole Yunzhi on this machine: a Kubernetes control plane, a PostgreSQL, the chart, and the two
 * programs, which act with the rights that the chart gives their ServiceAccounts. Both {@code make
 * up} and the whole-system tests run this one.
 *
 * <p>All state lies in one folder: started there again, the same estate comes back.
 */
public final class Estate implements AutoCloseable {

  private static final Duration START_LIMIT = Duration.ofMinutes(2);
  private static final String CLUSTER = "home";
  private static final String OPERATOR =
      "system:serviceaccount:%s:tenant-operator".formatted(Yunzhi.SYSTEM_NAMESPACE);

  /** A user that a stock OPA may sign in as, namespace and ServiceAccount; nobody made it yet. */
  public static final String STOCK_AGENT = "system:serviceaccount:default:opa";

  private final Path state;
  private final Listeners listeners;
  private final LocalAccounts accounts;
  private final BundleSigning signing;
  private final LogSigning logSigning;
  private final Lifetime lifetime;
  private final EstateSettings settings;
  private String address;
  private Cluster cluster;
  private LocalPostgres postgres;
  private Program controlPlane;
  private Program operator;

  private Estate(Path state, Lifetime lifetime, EstateSettings settings) throws IOException {
    this.state = state.toAbsolutePath().normalize();
    this.lifetime = lifetime;
    this.settings = settings;
    this.listeners = Listeners.of(this.state);
    this.accounts = LocalAccounts.of(this.state);
    this.signing = BundleSigning.of(this.state);
    this.logSigning = LogSigning.of(this.state);
    // For scripts, which cannot guess the port.
    Files.writeString(this.state.resolve("console-url"), console() + "\n");
  }

  /**
   * Starts everything and waits until it is ready.
   *
   * @param state folder of all data, keys and logs
   * @param told takes a line as each part is ready
   */
  public static Estate start(
      Path state, Lifetime lifetime, EstateSettings settings, Consumer<String> told)
      throws IOException {
    Estate estate = new Estate(state, lifetime, settings);
    estate.startParts(told);
    return estate;
  }

  private void startParts(Consumer<String> told) throws IOException {
    CompletableFuture<LocalPostgres> database =
        CompletableFuture.supplyAsync(
            () -> LocalPostgres.start(state.resolve("postgres"), lifetime));
    Path clusterState = state.resolve("cluster");
    Certificate certificate =
        LocalCluster.certificate(clusterState, "control-plane", "localhost", "127.0.0.1");
    if (settings.givenKubeconfig().isPresent()) {
      cluster = new GivenCluster(settings.givenKubeconfig().get(), clusterState);
      told.accept(
          "using your cluster: "
              + cluster.server()
              + "; its audit events go where its own settings say");
    } else {
      cluster =
          LocalCluster.start(
              clusterState,
              new AuditWebhook(
                  listeners.controlPlaneUrl().resolve("/api/v1/audit/intake/" + CLUSTER),
                  IntakeToken.of(state),
                  LocalCluster.authority(clusterState)),
              lifetime);
      told.accept("etcd, kube-apiserver and kube-controller-manager run: " + cluster.server());
    }
    address = OwnAddress.towards(cluster.server());
    InstalledChart.on(cluster, "https://" + address + ":" + listeners.operatorUrl().getPort());
    told.accept("the chart is installed: CRDs, rights, webhooks, admission policies");
    postgres = database.join();
    told.accept("PostgreSQL runs: " + postgres.jdbcUrl());
    controlPlane = newControlPlane(certificate);
    operator = newOperator();
    controlPlane.start();
    operator.start();
    controlPlane.awaitReady(START_LIMIT);
    told.accept("control-plane is ready: " + controlPlane.url());
    operator.awaitReady(START_LIMIT);
    told.accept("tenant-operator is ready: " + operator.url());
  }

  private Program newControlPlane(Certificate certificate) throws IOException {
    Path kubeconfig = serviceAccount("control-plane");
    List<String> line =
        new ArrayList<>(
            ControlPlaneOptions.of(
                CLUSTER, certificate, postgres, IntakeToken.of(state), logSigning));
    line.addAll(
        List.of(
            "--yunzhi.accounts-file=" + accounts.file(),
            "--yunzhi.opa.agents=%s,%s".formatted(OPERATOR, STOCK_AGENT),
            "--yunzhi.opa.program=" + Programs.path("opa"),
            "--yunzhi.opa.signing-key-file=" + signing.key(),
            "--yunzhi.gatekeeper.enabled=true",
            "--yunzhi.inventory.resync=" + settings.resync().toSeconds() + "s"));
    line.addAll(settings.controlPlane());
    return new Program(
        "control-plane",
        state.resolve("control-plane"),
        Program.QUICK_TO_START,
        Program.jar("control-plane"),
        listeners.controlPlaneUrl(),
        line,
        Map.of(
            "KUBECONFIG", kubeconfig.toString(), "SPRING_DATASOURCE_PASSWORD", postgres.password()),
        lifetime);
  }

  private Program newOperator() throws IOException {
    Path kubeconfig = serviceAccount("tenant-operator");
    return new Program(
        "tenant-operator",
        state.resolve("tenant-operator"),
        Program.QUICK_TO_START,
        Program.jar("tenant-operator"),
        URI.create("https://" + address + ":" + listeners.operatorUrl().getPort()),
        List.of(
            "--server.address=" + address,
            "--yunzhi.webhook.names=localhost,127.0.0.1," + address,
            "--yunzhi.cluster=" + CLUSTER,
            "--yunzhi.control-plane.url=" + listeners.controlPlaneUrl(),
            "--yunzhi.control-plane.ca-file=" + authority(),
            "--yunzhi.control-plane.token-file="
                + kubeconfig.resolveSibling("tenant-operator.token"),
            "--yunzhi.bundle.verification-key-file=" + signing.publicKey(),
            "--yunzhi.spool-directory=" + state.resolve("tenant-operator/spool"),
            // The same at each start: a restart after a kill need not wait for its own lease.
            "--yunzhi.leader-election.identity=local",
            "--yunzhi.resync=" + settings.resync().toSeconds() + "s",
            "--yunzhi.scan.interval=" + settings.resync().toSeconds() + "s"),
        Map.of("KUBECONFIG", kubeconfig.toString()),
        lifetime);
  }

  private Path serviceAccount(String name) throws IOException {
    return ServiceAccountKubeconfig.write(
        cluster.client(), Yunzhi.SYSTEM_NAMESPACE, name, state.resolve(name));
  }

  /** A client as the cluster's administrator. Closed with the estate. */
  public KubernetesClient client() {
    return cluster.client();
  }

  /** PEM of the authority that vouches for the control-plane. */
  public Path authority() {
    return LocalCluster.authority(state.resolve("cluster"));
  }

  public Cluster cluster() {
    return cluster;
  }

  public LocalPostgres postgres() {
    return postgres;
  }

  public Program operator() {
    return operator;
  }

  public Program controlPlane() {
    return controlPlane;
  }

  public LocalAccounts accounts() {
    return accounts;
  }

  /** The key that bundles are signed with. */
  public BundleSigning signing() {
    return signing;
  }

  /** The key that its audit log is signed with. */
  public LogSigning logSigning() {
    return logSigning;
  }

  /** The console and the REST API. */
  public URI console() {
    return listeners.controlPlaneUrl();
  }

  /** The folder of all data, keys and logs. */
  public Path state() {
    return state;
  }

  /** Where the kubeconfigs of people lie. */
  public Path kubeconfigs() {
    return state.resolve("kubeconfigs");
  }

  /** Where reports are saved. */
  public Path reports() {
    return state.resolve("reports");
  }

  /** Runs kubectl as whoever the kubeconfig says. */
  public CommandResult kubectl(Path kubeconfig, String input, String... arguments) {
    return cluster.kubectl(kubeconfig, input, arguments);
  }

  /** The REST API as one of the local accounts. */
  public ControlPlaneApi api(String account) throws IOException {
    return new ControlPlaneApi(console(), authority(), account, accounts.password(account));
  }

  /** The REST API as whoever the cluster's API server says a token belongs to. */
  public ControlPlaneApi apiWithToken(String token) {
    return new ControlPlaneApi(console(), authority(), "Bearer " + token);
  }

  /** Starts PostgreSQL again after it was killed. */
  public void restartPostgres() {
    postgres.close();
    postgres = LocalPostgres.start(state.resolve("postgres"), lifetime);
  }

  /** Ends everything that ends with this JVM, in order. */
  @Override
  public void close() {
    List<AutoCloseable> parts = new ArrayList<>();
    parts.add(operator);
    parts.add(controlPlane);
    parts.add(cluster);
    parts.add(postgres);
    for (AutoCloseable part : parts) {
      closeQuietly(part);
    }
  }

  private static void closeQuietly(AutoCloseable part) {
    try {
      if (part != null) {
        part.close();
      }
    } catch (Exception e) {
      System.err.println("while ending the estate: " + e);
    }
  }
}
