package dev.yunzhi.audit.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs the programs that people open reports with. */
final class Program {
  /** It ends what hangs, and measures nothing. */
  private static final long LIMIT_SECONDS = 300;

  private Program() {}

  /** Runs a program to its end, in a folder that is its home too; returns what it said. */
  static String run(Path folder, List<String> command) throws IOException, InterruptedException {
    Path said = Files.createTempFile(folder, "said", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile());
    builder.environment().put("HOME", folder.toString());
    Process process;
    try {
      process = builder.start();
    } catch (IOException e) {
      throw new IllegalStateException(
          command.get(0) + " is missing; `make test` says how to get it", e);
    }
    if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
    String text = Files.readString(said, StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IllegalStateException(command + " ended with " + process.exitValue() + ": " + text);
    }
    return text;
  }

  static String run(Path folder, String... command) throws IOException, InterruptedException {
    return run(folder, Arrays.asList(command));
  }
}
