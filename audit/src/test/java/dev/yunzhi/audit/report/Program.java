package dev.yunzhi.audit.report;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program that people open reports with. */
final class Program {
  static final Program SPREADSHEET = new Program("soffice", "libreoffice");
  static final Program BROWSER =
      new Program("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");

  /** It ends what hangs, and measures nothing. */
  private static final long LIMIT_SECONDS = 300;

  private final List<String> names;

  private Program(String... names) {
    this.names = List.of(names);
  }

  /** Runs it to its end, in a folder that is its home too; returns what it printed. */
  String run(Path folder, List<String> arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(path()));
    command.addAll(arguments);
    Path printed = Files.createTempFile(folder, "printed", ".txt");
    Path said = Files.createTempFile(folder, "said", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectError(said.toFile())
            .redirectOutput(printed.toFile());
    builder.environment().put("HOME", folder.toString());
    Process process = builder.start();
    if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
    if (process.waitFor() != 0) {
      throw new IllegalStateException(
          "%s ended with %d: %s".formatted(command, process.exitValue(), Files.readString(said)));
    }
    return Files.readString(printed);
  }

  private String path() {
    return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
        .flatMap(folder -> names.stream().map(name -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    names.get(0) + " is missing; `make test` says how to get it"))
        .toString();
  }
}
