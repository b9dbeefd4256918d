package dev.yunzhi.controlplane.publication;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * The real {@code opa} program. A run is bounded in time and output, and knows nothing of this
 * program's environment: what it works on is not trusted. Thread-safe.
 */
final class Opa {
  private static final int MAX_OUTPUT_BYTES = 4 << 20;

  private final Path program;
  private final Duration limit;

  /**
   * @param limit how long a run may take
   */
  Opa(Path program, Duration limit) {
    this.program = program;
    this.limit = limit;
  }

  /** What a run ended with. */
  record Run(int exitCode, String out, String err) {}

  /**
   * Runs it to its end.
   *
   * @param folder its working directory
   * @throws OpaException if it could not be started, or was stopped at a limit
   */
  Run run(Path folder, List<String> arguments) throws OpaException {
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(arguments);
    String name = "opa " + arguments.get(0);
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().clear();
    builder.environment().put("HOME", folder.toString());
    Process process;
    try {
      process = builder.start();
      process.getOutputStream().close();
    } catch (IOException e) {
      throw OpaException.failed(
          "%s cannot be run; yunzhi.opa.program must name OPA's program: %s"
              .formatted(program, e.getMessage()),
          e);
    }
    var out = read(process, process.getInputStream());
    var err = read(process, process.getErrorStream());
    try {
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        throw OpaException.limited(
            "%s took longer than %d s and was stopped".formatted(name, limit.toSeconds()));
      }
      Output said = out.join();
      Output complained = err.join();
      if (said.cut() || complained.cut()) {
        throw OpaException.limited(
            "%s said more than %d bytes and was stopped".formatted(name, MAX_OUTPUT_BYTES));
      }
      return new Run(process.exitValue(), said.text(), complained.text());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw OpaException.failed(name + " was interrupted", e);
    } finally {
      // Until then it might still write to its folder.
      process.destroyForcibly().onExit().join();
    }
  }

  private record Output(String text, boolean cut) {}

  private static CompletableFuture<Output> read(Process process, InputStream stream) {
    var output = new CompletableFuture<Output>();
    Thread reader =
        new Thread(
            () -> {
              try (stream) {
                byte[] bytes = stream.readNBytes(MAX_OUTPUT_BYTES + 1);
                boolean cut = bytes.length > MAX_OUTPUT_BYTES;
                if (cut) {
                  process.destroyForcibly();
                }
                output.complete(new Output(new String(bytes, StandardCharsets.UTF_8), cut));
              } catch (IOException e) {
                // It was stopped: what it said so far does not count.
                output.complete(new Output("", false));
              }
            },
            "opa-output");
    reader.setDaemon(true);
    reader.start();
    return output;
  }
}
