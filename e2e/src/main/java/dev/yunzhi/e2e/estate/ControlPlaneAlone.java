package dev.yunzhi.e2e.estate;

import dev.yunzhi.e2e.cluster.Certificate;
import dev.yunzhi.e2e.cluster.Lifetime;
import dev.yunzhi.e2e.cluster.LocalCluster;
import dev.yunzhi.e2e.cluster.LocalPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A database with the control-plane beside it, and further ones where they are asked for, which
 * know of no cluster: what is sent to them is all that they record. Not thread-safe.
 */
public final class ControlPlaneAlone implements AutoCloseable {

  /** The cluster whose API server may send. */
  public static final String CLUSTER = "home";

  private static final Duration START_LIMIT = Duration.ofMinutes(2);

  /** Those of a container of the chart's limit: heap by its share, the collector by its cores. */
  private static final List<String> JAVA_OPTIONS = List.of("-Xmx448m", "-XX:+UseSerialGC");

  private final Path directory;
  private final List<String> line;
  private final Path authority;
  private final LocalAccounts accounts;
  private final String token;
  private final List<Program> programs = new ArrayList<>();
  private LocalPostgres postgres;

  private ControlPlaneAlone(
      Path directory,
      LocalPostgres postgres,
      List<String> line,
      Path authority,
      LocalAccounts accounts,
      String token) {
    this.directory = directory;
    this.postgres = postgres;
    this.line = line;
    this.authority = authority;
    this.accounts = accounts;
    this.token = token;
  }

  /**
   * Starts both and waits until the control-plane is ready.
   *
   * @param directory of all data, keys and logs
   * @param options further command line of the control-plane
   */
  public static ControlPlaneAlone start(Path directory, String... options) throws IOException {
    Path keys = directory.resolve("keys");
    Certificate certificate = LocalCluster.certificate(keys, "control-plane", "127.0.0.1");
    LocalPostgres postgres =
        LocalPostgres.start(directory.resolve("postgres"), Lifetime.OF_THIS_JVM);
    Path token = IntakeToken.of(directory);
    LocalAccounts accounts = LocalAccounts.of(directory);
    List<String> line =
        new ArrayList<>(
            ControlPlaneOptions.of(
                CLUSTER, certificate, postgres, token, LogSigning.of(directory)));
    line.add("--yunzhi.kubernetes.enabled=false");
    line.add("--yunzhi.accounts-file=" + accounts.file());
    line.addAll(List.of(options));
    var estate =
        new ControlPlaneAlone(
            directory,
            postgres,
            line,
            LocalCluster.authority(keys),
            accounts,
            Files.readString(token));
    estate.another("control-plane", directory);
    return estate;
  }

  /** Starts a further control-plane on the same database, and waits until it is ready. */
  public Program another(String name) throws IOException {
    return another(name, directory.resolve(name));
  }

  private Program another(String name, Path state) throws IOException {
    Program program =
        new Program(
            name,
            directory.resolve(name),
            JAVA_OPTIONS,
            Program.jar("control-plane"),
            Listeners.of(state).controlPlaneUrl(),
            line,
            Map.of("SPRING_DATASOURCE_PASSWORD", postgres.password()),
            Lifetime.OF_THIS_JVM);
    programs.add(program);
    program.startAndAwait(START_LIMIT);
    return program;
  }

  /** The first one. */
  public Program controlPlane() {
    return programs.get(0);
  }

  public LocalPostgres postgres() {
    return postgres;
  }

  /** Starts the database again, after it was killed, on the data that it left. */
  public void restartPostgres() {
    postgres = LocalPostgres.start(directory.resolve("postgres"), Lifetime.OF_THIS_JVM);
  }

  /** The REST API of one of them as a local account. */
  public ControlPlaneApi api(Program program, String account) throws IOException {
    return new ControlPlaneApi(program.url(), authority, account, accounts.password(account));
  }

  /** The REST API of one of them as the API server that may send. */
  public ControlPlaneApi intake(Program program) {
    return new ControlPlaneApi(program.url(), authority, "Bearer " + token);
  }

  /** The log's verifier key. */
  public Path logKey() throws IOException {
    return LogSigning.of(directory).publicKey();
  }

  /** PEM of the authority that vouches for the control-plane. */
  public Path authority() {
    return authority;
  }

  /** The bearer token of the API server that may send. */
  public String token() {
    return token;
  }

  @Override
  public void close() {
    programs.forEach(Program::close);
    postgres.close();
  }
}
