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
 * A database with the control-plane beside it, which knows of no cluster: what is sent to it is all
 * that it records. Not thread-safe.
 */
public final class ControlPlaneAlone implements AutoCloseable {

  /** The cluster whose API server may send. */
  public static final String CLUSTER = "home";

  private static final Duration START_LIMIT = Duration.ofMinutes(2);

  /** Those of a container of the chart's limit: heap by its share, the collector by its cores. */
  private static final List<String> JAVA_OPTIONS = List.of("-Xmx448m", "-XX:+UseSerialGC");

  private final LocalPostgres postgres;
  private final Program controlPlane;
  private final Path authority;
  private final String token;

  private ControlPlaneAlone(
      LocalPostgres postgres, Program controlPlane, Path authority, String token) {
    this.postgres = postgres;
    this.controlPlane = controlPlane;
    this.authority = authority;
    this.token = token;
  }

  /**
   * Starts both and waits until the control-plane is ready.
   *
   * @param directory of all data, keys and logs
   * @param options further command line of the control-plane
   */
  public static ControlPlaneAlone start(Path directory, String... options) throws IOException {
    Listeners listeners = Listeners.of(directory);
    Path keys = directory.resolve("keys");
    Certificate certificate = LocalCluster.certificate(keys, "control-plane", "127.0.0.1");
    LocalPostgres postgres =
        LocalPostgres.start(directory.resolve("postgres"), Lifetime.OF_THIS_JVM);
    Path token = IntakeToken.of(directory);
    List<String> line =
        new ArrayList<>(
            ControlPlaneOptions.of(
                CLUSTER, certificate, postgres, token, LogSigning.of(directory)));
    line.add("--yunzhi.kubernetes.enabled=false");
    line.addAll(List.of(options));
    Program program =
        new Program(
            "control-plane",
            directory.resolve("control-plane"),
            JAVA_OPTIONS,
            Program.jar("control-plane"),
            listeners.controlPlaneUrl(),
            line,
            Map.of("SPRING_DATASOURCE_PASSWORD", postgres.password()),
            Lifetime.OF_THIS_JVM);
    program.startAndAwait(START_LIMIT);
    return new ControlPlaneAlone(
        postgres, program, LocalCluster.authority(keys), Files.readString(token));
  }

  public Program controlPlane() {
    return controlPlane;
  }

  public LocalPostgres postgres() {
    return postgres;
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
    controlPlane.close();
    postgres.close();
  }
}
