package dev.yunzhi.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.yunzhi.cli.Failures.Unusable;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code yunzhi register import}. */
@Command(
    name = "import",
    description = {
      "Take a CSV file of asset cards into the register, all of it or nothing.",
      "Exit code 0: all of it stands in the register; 1: it has errors, which are told by line and column, and nothing was stored; 2: wrong usage."
    },
    mixinStandardHelpOptions = true)
final class RegisterImportCommand implements Callable<Integer> {
  private static final ObjectMapper JSON = new ObjectMapper();

  enum Encoding {
    utf8("utf-8"),
    gb18030("gb18030");

    private final String word;

    Encoding(String word) {
      this.word = word;
    }
  }

  @Mixin private ControlPlane controlPlane;

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "FILE",
      description =
          "A row of headings in English or Chinese, then a card a row. UTF-8 or GB18030 (GBK).")
  private Path file;

  @Option(names = "--dry-run", description = "Only tell what is wrong; store nothing.")
  private boolean dryRun;

  @Option(
      names = "--encoding",
      description =
          "${COMPLETION-CANDIDATES}. Default: UTF-8 when all of the file is, else GB18030.")
  private Encoding encoding;

  private JsonNode outcome;

  @Override
  public Integer call() throws Unusable, IOException {
    if (!Files.isRegularFile(file)) {
      throw new Unusable(file + " is no file");
    }
    if (Files.size(file) == 0) {
      throw new Unusable(file + " is empty");
    }
    PrintWriter err = spec.commandLine().getErr();
    Map<String, String> asked = new LinkedHashMap<>();
    asked.put("name", file.getFileName().toString());
    asked.put("dryRun", dryRun ? "true" : null);
    asked.put("encoding", encoding == null ? null : encoding.word);
    int status;
    try (SendingProgress progress = new SendingProgress(Files.size(file), err)) {
      status =
          controlPlane.send(
              ControlPlane.path("/api/v1/register/imports", asked),
              file,
              "text/csv",
              progress,
              Set.of(200, 201, 422),
              line -> told(line, err));
    }
    err.flush();
    if (outcome == null) {
      throw new Unusable("the control-plane broke off before it told what became of the file");
    }
    spec.commandLine().getOut().println(words());
    return status == 422 ? 1 : 0;
  }

  private void told(String line, PrintWriter err) {
    JsonNode told = json(line);
    if (told.has("outcome")) {
      outcome = told;
      return;
    }
    err.printf(
        "%s:%d:%d: %s: %s%s%s / %s%n",
        file,
        told.path("line").asLong(),
        told.path("column").asInt(),
        told.has("policy")
            ? "warning: " + told.path("policy").asText()
            : told.path("level").asText(),
        told.path("heading").asText().isEmpty() ? "" : told.path("heading").asText() + " ",
        told.path("given").asText().isEmpty() ? "" : "\"" + told.path("given").asText() + "\" ",
        told.path("problem").asText(),
        told.path("problemZh").asText());
  }

  private static JsonNode json(String line) {
    try {
      return JSON.readTree(line);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String words() {
    long rows = outcome.path("rows").asLong();
    JsonNode stored = outcome.path("stored");
    JsonNode same = outcome.path("same");
    return switch (outcome.path("outcome").asText()) {
      case "stored" ->
          "import %s: %d rows, %d assets added, %d changed, %d as they were; %d warnings"
              .formatted(
                  stored.path("id").asText(),
                  rows,
                  stored.path("added").asLong(),
                  stored.path("changed").asLong(),
                  rows - stored.path("added").asLong() - stored.path("changed").asLong(),
                  outcome.path("warnings").asLong());
      case "unchanged" ->
          same.isNull()
              ? "nothing was stored: all %d rows stand in the register as they are".formatted(rows)
              : "nothing was stored: the same file is import %s, by %s at %s"
                  .formatted(
                      same.path("id").asText(), same.path("by").asText(), same.path("at").asText());
      case "checked" ->
          "%d rows are right; %d warnings; nothing was stored"
              .formatted(rows, outcome.path("warnings").asLong());
      default ->
          "%d errors in %d rows; nothing was stored"
              .formatted(outcome.path("errors").asLong(), rows);
    };
  }
}
