package dev.yunzhi.e2e.estate;

import dev.yunzhi.e2e.cluster.Lifetime;
import dev.yunzhi.e2e.cluster.LocalProcess;
import dev.yunzhi.e2e.cluster.Programs;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One of our two programs, as a process on this machine.
 *
 * <p>Not thread-safe.
 */
public final class Program implements AutoCloseable {

  private final String name;
  private final Path directory;
  private final List<String> command;
  private final Map<String, String> environment;
  private final URI url;
  private final Lifetime lifetime;
  private LocalProcess process;

  /**
   * For a JVM on two cores that cluster and database share: quick to start counts more than quick
   * after an hour.
   */
  static final List<String> QUICK_TO_START =
      List.of(
          "-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:+ExitOnOutOfMemoryError");

  /**
   * @param jvm options of the JVM
   * @param jar runnable jar
   * @param url where it listens
   * @param options command line of the program
   * @param environment what must not be seen in a list of processes
   */
  Program(
      String name,
      Path directory,
      List<String> jvm,
      Path jar,
      URI url,
      List<String> options,
      Map<String, String> environment,
      Lifetime lifetime) {
    this.name = name;
    this.directory = directory;
    this.url = url;
    this.environment = environment;
    this.lifetime = lifetime;
    this.command = new ArrayList<>(List.of(java()));
    command.addAll(jvm);
    command.addAll(List.of("-jar", jar.toString(), "--server.port=" + url.getPort()));
    command.addAll(options);
  }

  /**
   * The runnable jar that {@code make build} makes of a module, its libraries beside it.
   *
   * @throws IllegalStateException if it is not built
   */
  static Path jar(String module) {
    Path jar =
        Programs.root()
            .resolve("%s/target/program/yunzhi-%s-0.1.0-exec.jar".formatted(module, module));
    if (!Files.exists(jar)) {
      throw new IllegalStateException(jar + " is not there: run `make build`");
    }
    return jar;
  }

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  /** Starts it, unless it runs. */
  public void start() {
    if (process == null || !process.alive()) {
      process = LocalProcess.start(directory, name, command, environment, lifetime);
    }
  }

  /** Starts it and waits until it answers {@code /readyz}. */
  public void startAndAwait(Duration limit) throws IOException {
    start();
    awaitReady(limit);
  }

  /**
   * Waits until {@code /readyz} says yes.
   *
   * @throws IllegalStateException when it ends instead, or takes longer than the limit: with the
   *     place of its log
   */
  public void awaitReady(Duration limit) throws IOException {
    long end = System.nanoTime() + limit.toNanos();
    String last = "no answer";
    while (System.nanoTime() < end) {
      if (!process.alive()) {
        throw new IllegalStateException(name + " has ended; its log is " + process.log());
      }
      LoopbackProbe.Answer answer = LoopbackProbe.get(url.resolve("/readyz"));
      if (answer.status() == 200) {
        return;
      }
      last = answer.toString();
      sleep();
    }
    throw new IllegalStateException(
        "%s is not ready after %s: %s; its log is %s".formatted(name, limit, last, process.log()));
  }

  private static void sleep() {
    try {
      Thread.sleep(50);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting", e);
    }
  }

  /** What it answers to a GET, whatever its status. */
  public String read(String path) throws IOException {
    return LoopbackProbe.get(url.resolve(path)).body();
  }

  public URI url() {
    return url;
  }

  public Path log() {
    return process.log();
  }

  public boolean alive() {
    return process != null && process.alive();
  }

  /** The program's own process. */
  public ProcessHandle handle() {
    return process.program();
  }

  /** As {@code kill -9} does. */
  public void kill() {
    process.kill();
  }

  /** Ends it and waits until it has ended. */
  public void stop() {
    process.close();
  }

  @Override
  public void close() {
    if (process != null) {
      process.close();
    }
  }
}
