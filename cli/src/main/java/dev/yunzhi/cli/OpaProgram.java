package dev.yunzhi.cli;

import dev.yunzhi.cli.Failures.Unusable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** The real {@code opa}, which does the work of the commands for authors. */
final class OpaProgram {

  @Option(
      names = "--opa",
      paramLabel = "FILE",
      defaultValue = "${env:YUNZHI_OPA:-opa}",
      description = "OPA's program. Default: $$YUNZHI_OPA, or opa on the path.")
  private String program;

  /**
   * What a run ended with.
   *
   * @param out and {@code err}: what it said
   */
  record Run(int exitCode, String out, String err) {
    /** All that it said. */
    String said() {
      return out + err;
    }
  }

  /**
   * Runs it to its end.
   *
   * @param folder its working directory: the paths that it names are below it
   * @throws Unusable if there is no such program
   */
  Run run(Path folder, List<String> arguments) throws Unusable, IOException {
    List<String> command = new ArrayList<>(List.of(absolute()));
    command.addAll(arguments);
    // A file, and not a pipe that nobody reads while the other is read.
    Path errors = Files.createTempFile("opa", ".err");
    try {
      Process process = start(command, folder, errors);
      String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Run(awaitEnd(process), out, Files.readString(errors));
    } finally {
      Files.delete(errors);
    }
  }

  /**
   * As {@link #run}, of what must succeed.
   *
   * @return what it said on its output
   * @throws Unusable with its own words, if it does not
   */
  String succeed(Path folder, List<String> arguments) throws Unusable, IOException {
    Run run = run(folder, arguments);
    if (run.exitCode() != 0) {
      throw new Unusable(run.said().strip());
    }
    return run.out();
  }

  private Process start(List<String> command, Path folder, Path errors) throws Unusable {
    try {
      return new ProcessBuilder(command)
          .directory(folder.toFile())
          .redirectError(errors.toFile())
          .start();
    } catch (IOException e) {
      throw new Unusable(
          "%s cannot be run; --opa or $YUNZHI_OPA must name OPA's program (`make tools` builds it in .local/bin)"
              .formatted(program));
    }
  }

  private static int awaitEnd(Process process) throws IOException {
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroy();
      throw new IOException("interrupted while opa ran", e);
    }
  }

  /** A name without a folder is looked for on the path; the working directory is another. */
  private String absolute() {
    return program.indexOf('/') < 0 ? program : Path.of(program).toAbsolutePath().toString();
  }
}
