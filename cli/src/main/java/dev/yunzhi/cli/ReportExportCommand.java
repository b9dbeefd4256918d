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
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code yunzhi report export}. The file is there whole or not at all; its manifest stands beside
 * it under the name by which {@code yunzhi verify} finds it.
 */
@Command(
    name = "export",
    description = {
      "Take a report out, with its manifest beside it: FILE.tlog-proof, the evidence that the record"
          + " holds this very file's digest.",
      "`yunzhi verify FILE` proves it to anyone, offline. Taking it out is an event of the record."
    },
    mixinStandardHelpOptions = true)
final class ReportExportCommand implements Callable<Integer> {
  /** A checkpoint that covers the export is signed within a second or two. */
  private static final Duration MANIFEST_WITHIN = Duration.ofSeconds(60);

  private static final ObjectMapper JSON = new ObjectMapper();

  @Mixin private ControlPlane controlPlane;

  @Mixin private ReportFilters filters;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "NAME", description = "Which report: `yunzhi report list` names them.")
  private String name;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      required = true,
      description = "Where to write it.")
  private Path file;

  @Option(
      names = {"-f", "--format"},
      paramLabel = "FORMAT",
      description =
          "csv, ndjson, xlsx or html. Default: what the name of the file ends with, else csv.")
  private String format;

  @Option(names = "--force", description = "Write over a file that is there.")
  private boolean force;

  @Override
  public Integer call() throws Unusable, IOException {
    Path proof = file.resolveSibling(file.getFileName() + ".tlog-proof");
    if (!force && (Files.exists(file) || Files.exists(proof))) {
      throw new Unusable("%s is there already; --force writes over it".formatted(file));
    }
    Map<String, String> parameters = filters.given();
    parameters.put("format", format());
    Path unfinished = file.resolveSibling(file.getFileName() + ".unfinished");
    try {
      HttpHeaders answer =
          controlPlane.download(
              ControlPlane.path("/api/v1/reports/" + name, parameters),
              unfinished,
              new Progress(spec.commandLine().getErr(), file));
      byte[] manifest = manifest(answer.firstValue("Yunzhi-Manifest").orElseThrow());
      // Never a new report beside an old proof.
      Files.deleteIfExists(proof);
      Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
      Files.write(proof, manifest);
      tell(manifest);
    } finally {
      Files.deleteIfExists(unfinished);
    }
    return 0;
  }

  private String format() {
    if (format != null) {
      return format;
    }
    String name = file.getFileName().toString();
    int dot = name.lastIndexOf('.');
    return dot < 0 ? "csv" : name.substring(dot + 1);
  }

  private byte[] manifest(String path) throws Unusable, IOException {
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

  private void tell(byte[] manifest) throws IOException {
    try {
      JsonNode export = JSON.readTree(Evidence.parse(new String(manifest, UTF_8)).event());
      spec.commandLine()
          .getOut()
          .printf(
              "%s: %s rows, SHA-256 %s%n",
              file, export.path("rows").asText(), export.path("sha256").asText());
    } catch (MalformedNoteException e) {
      throw new IOException("the manifest is broken: " + e.getMessage(), e);
    }
  }
}
