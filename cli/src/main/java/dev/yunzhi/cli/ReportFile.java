package dev.yunzhi.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.yunzhi.audit.evidence.Evidence;
import dev.yunzhi.audit.note.MalformedNoteException;
import dev.yunzhi.cli.Failures.Unusable;
import java.io.IOException;
import java.net.http.HttpHeaders;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/**
 * Where a report is written. The file is there whole or not at all; its manifest stands beside it
 * under the name by which {@code yunzhi verify} finds it.
 */
final class ReportFile {
  /** A checkpoint that covers the export is signed within a second or two. */
  private static final Duration MANIFEST_WITHIN = Duration.ofSeconds(60);

  private static final ObjectMapper JSON = new ObjectMapper();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      required = true,
      description = "Where to write it.")
  private Path file;

  @Option(names = "--force", description = "Write over a file that is there.")
  private boolean force;

  /** What its name ends with; csv when with nothing. */
  String extension() {
    String name = file.getFileName().toString();
    int dot = name.lastIndexOf('.');
    return dot < 0 ? "csv" : name.substring(dot + 1);
  }

  /**
   * Takes a report out.
   *
   * @throws Unusable when it is refused, or the file is there already
   * @throws IOException when the control-plane cannot be reached, or the file cannot be written
   */
  void take(ControlPlane controlPlane, String path, CommandLine command)
      throws Unusable, IOException {
    Path proof = file.resolveSibling(file.getFileName() + ".tlog-proof");
    if (!force && (Files.exists(file) || Files.exists(proof))) {
      throw new Unusable("%s is there already; --force writes over it".formatted(file));
    }
    Path unfinished = file.resolveSibling(file.getFileName() + ".unfinished");
    try {
      HttpHeaders answer =
          controlPlane.download(path, unfinished, new DownloadProgress(command.getErr(), file));
      byte[] manifest = manifest(controlPlane, answer.firstValue("Yunzhi-Manifest").orElseThrow());
      // Never a new report beside an old proof.
      Files.deleteIfExists(proof);
      Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
      Files.write(proof, manifest);
      tell(manifest, command);
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }

  private static byte[] manifest(ControlPlane controlPlane, String path)
      throws Unusable, IOException {
    Instant deadline = Instant.now().plus(MANIFEST_WITHIN);
    while (true) {
      try {
        return controlPlane.bytes(path);
      } catch (Unusable notYet) {
        if (Instant.now().isAfter(deadline)) {
          throw notYet;
        }
        pause();
      }
    }
  }

  private static void pause() throws IOException {
    try {
      Thread.sleep(300);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private void tell(byte[] manifest, CommandLine command) throws IOException {
    try {
      JsonNode export = JSON.readTree(Evidence.parse(new String(manifest, UTF_8)).event());
      command
          .getOut()
          .printf(
              "%s: %s rows, SHA-256 %s%n",
              file, export.path("rows").asText(), export.path("sha256").asText());
    } catch (MalformedNoteException e) {
      throw new IOException("the manifest is broken: " + e.getMessage(), e);
    }
  }
}
