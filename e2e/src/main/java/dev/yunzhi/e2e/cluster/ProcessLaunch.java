package dev.yunzhi.e2e.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The launcher as a process. It holds the other end of a pipe from this JVM and ends when the pipe
 * does.
 */
final class ProcessLaunch implements Launch {
  private final Process process;
  private final JsonNode ready;

  private ProcessLaunch(Process process, JsonNode ready) {
    this.process = process;
    this.ready = ready;
  }

  /**
   * Starts a command of the launcher and waits until it is ready.
   *
   * @throws IllegalStateException with the launcher's own words, if it ends instead
   */
  static ProcessLaunch start(
      Path directory, String command, List<String> options, Map<String, String> environment) {
    List<String> line = new ArrayList<>();
    line.add(Programs.path("local-cluster").toString());
    line.add(command);
    line.add("--dir");
    line.add(directory.toString());
    line.add("--until-stdin-closes");
    line.addAll(options);
    try {
      Files.createDirectories(directory);
      Path errors = directory.resolve("launcher-" + command + ".log");
      ProcessBuilder builder = new ProcessBuilder(line).redirectError(errors.toFile());
      builder.environment().putAll(environment);
      Process process = builder.start();
      BufferedReader output = process.inputReader();
      String told = output.readLine();
      if (told == null) {
        throw new IllegalStateException(
            "local-cluster "
                + command
                + " ended with exit status "
                + process.waitFor()
                + ": "
                + Files.readString(errors));
      }
      return new ProcessLaunch(process, new ObjectMapper().readTree(told));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while starting local-cluster " + command, e);
    }
  }

  @Override
  public JsonNode ready() {
    return ready;
  }

  @Override
  public boolean alive() {
    return process.isAlive();
  }

  @Override
  public void kill() {
    process.destroyForcibly();
    await();
  }

  @Override
  public void close() {
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      // The launcher is gone already, and its end of the pipe with it.
      process.destroy();
    }
    await();
  }

  private void await() {
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the launcher ends", e);
    }
  }
}
