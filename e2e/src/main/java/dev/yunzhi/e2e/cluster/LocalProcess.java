package dev.yunzhi.e2e.cluster;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Any program, bound to this JVM: it ends when it is closed, and when this JVM ends, however it
 * ends.
 *
 * <p>Thread-safe.
 */
public final class LocalProcess implements AutoCloseable {
  private final String name;
  private final Path log;
  private final Launch launch;

  private LocalProcess(String name, Path log, Launch launch) {
    this.name = name;
    this.log = log;
    this.launch = launch;
  }

  /**
   * Starts a program. Its output goes to {@code NAME.log} in the directory.
   *
   * @param environment added to that of this JVM
   * @throws IllegalStateException with the reason, if it does not start
   */
  public static LocalProcess start(
      Path directory, String name, List<String> command, Map<String, String> environment) {
    return start(directory, name, command, environment, Lifetime.OF_THIS_JVM);
  }

  /** Starts a program that lives as long as is said. */
  public static LocalProcess start(
      Path directory,
      String name,
      List<String> command,
      Map<String, String> environment,
      Lifetime lifetime) {
    Path absolute = directory.toAbsolutePath().normalize();
    List<String> options = new ArrayList<>(List.of("--name", name, "--"));
    options.addAll(command);
    Launch launch = Launch.start(lifetime, absolute, "run", options, environment);
    return new LocalProcess(name, absolute.resolve(name + ".log"), launch);
  }

  /** The program's output, of this run and of those before it. */
  public Path log() {
    return log;
  }

  /** The program's own process. */
  public ProcessHandle program() {
    long pid = launch.ready().path("components").path(name).path("pid").asLong();
    return ProcessHandle.of(pid)
        .orElseThrow(() -> new IllegalStateException(name + " does not run"));
  }

  /** Whether it still runs. */
  public boolean alive() {
    return launch.alive();
  }

  /** Kills the program as {@code kill -9} does, and waits until it is gone. */
  public void kill() {
    launch.kill();
  }

  /**
   * Asks the program to end (SIGTERM) and waits until it has; it is killed if it takes longer than
   * 20 s.
   */
  @Override
  public void close() {
    launch.close();
  }
}
