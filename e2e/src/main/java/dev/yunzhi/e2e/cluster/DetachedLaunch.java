package dev.yunzhi.e2e.cluster;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The launcher in a session of its own, which this JVM leaves behind. */
final class DetachedLaunch implements Launch {
  private final JsonNode ready;

  private DetachedLaunch(JsonNode ready) {
    this.ready = ready;
  }

  /**
   * Starts a command of the launcher, unless it runs in the directory already, and waits until it
   * is ready.
   *
   * @throws IllegalStateException with the launcher's own words, if it ends instead
   */
  static DetachedLaunch start(
      Path directory, String command, List<String> options, Map<String, String> environment) {
    List<String> arguments =
        new ArrayList<>(List.of(command, "--detach", "--dir", directory.toString()));
    arguments.addAll(options);
    String told =
        new Command(Programs.path("local-cluster"), environment).run("", arguments).orThrow();
    try {
      return new DetachedLaunch(new ObjectMapper().readTree(told));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("local-cluster " + command + " told no JSON: " + told, e);
    }
  }

  @Override
  public JsonNode ready() {
    return ready;
  }

  @Override
  public boolean alive() {
    return launcher().isPresent();
  }

  @Override
  public void kill() {
    launcher()
        .ifPresent(
            process -> {
              process.destroyForcibly();
              process.onExit().join();
            });
  }

  @Override
  public void close() {
    // Left running: that is what it was started for.
  }

  private Optional<ProcessHandle> launcher() {
    return ProcessHandle.of(ready.path("pid").asLong());
  }
}
