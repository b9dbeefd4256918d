package dev.yunzhi.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Go's own code for notes and logs, built once out of {@code src/test/go}. */
public final class GoReference {
  private static final Path PROGRAM = build();

  private GoReference() {}

  /** What a run of it answered. */
  public record Answer(int exit, String output, String error) {}

  private static Path build() {
    Path program = Path.of("target", "tlog-reference").toAbsolutePath();
    Answer built =
        run(Path.of("src/test/go"), "", List.of("go", "build", "-o", program.toString(), "."));
    if (built.exit != 0) {
      throw new IllegalStateException("go build: " + built.error);
    }
    return program;
  }

  /** Runs one of its commands. */
  public static Answer run(String input, String... arguments) {
    List<String> command = new ArrayList<>(List.of(PROGRAM.toString()));
    command.addAll(List.of(arguments));
    return run(Path.of("."), input, command);
  }

  private static Answer run(Path folder, String input, List<String> command) {
    try {
      Path error = Files.createTempFile("go-reference", ".txt");
      Process process =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectError(error.toFile())
              .start();
      try (OutputStream standardInput = process.getOutputStream()) {
        standardInput.write(input.getBytes(UTF_8));
      } catch (IOException e) {
        // It refuses its arguments and has ended before it read: its answer says so.
      }
      String output = new String(process.getInputStream().readAllBytes(), UTF_8);
      int exit = process.waitFor();
      Answer answer = new Answer(exit, output, Files.readString(error));
      Files.delete(error);
      return answer;
    } catch (IOException e) {
      throw new IllegalStateException("run " + command.get(0), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
