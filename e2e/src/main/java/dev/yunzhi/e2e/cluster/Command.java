package dev.yunzhi.e2e.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Runs one program to its end. Immutable and thread-safe. */
public final class Command {
  private final Path program;
  private final Map<String, String> environment;

  /** The environment is added to that of this JVM. */
  public Command(Path program, Map<String, String> environment) {
    this.program = program;
    this.environment = Map.copyOf(environment);
  }

  /** Runs the program with the input, which may be empty, and waits for its end. */
  public CommandResult run(String input, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(program.toString());
    command.addAll(arguments);
    Path stderr = null;
    Path stdin = null;
    try {
      // Files, and not pipes, for all but one stream: a full pipe that nobody reads would stop the
      // program.
      stderr = Files.createTempFile("command", ".stderr");
      stdin = Files.writeString(Files.createTempFile("command", ".stdin"), input);
      ProcessBuilder builder =
          new ProcessBuilder(command).redirectError(stderr.toFile()).redirectInput(stdin.toFile());
      builder.environment().putAll(environment);
      Process process = builder.start();
      String stdout = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new CommandResult(
          List.copyOf(command), process.waitFor(), stdout, Files.readString(stderr));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while running " + program, e);
    } finally {
      delete(stderr);
      delete(stdin);
    }
  }

  private static void delete(Path file) {
    try {
      if (file != null) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
