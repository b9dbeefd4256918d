package dev.yunzhi.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.yunzhi.cli.Failures.Unusable;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code yunzhi policy revisions}. */
@Command(
    name = "revisions",
    description = "List the revisions of the policies, the latest first.",
    mixinStandardHelpOptions = true)
final class PolicyRevisionsCommand implements Callable<Integer> {

  @Mixin private ControlPlane controlPlane;

  @Spec private CommandSpec spec;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "20",
      description = "How many, 1 to 1000. Default: ${DEFAULT-VALUE}.")
  private int limit;

  @Override
  public Integer call() throws Unusable, IOException {
    JsonNode revisions = controlPlane.get("/api/v1/policy/revisions?limit=" + limit);
    PrintWriter out = spec.commandLine().getOut();
    JsonNode held = revisions.path("held");
    if (!held.isNull()) {
      out.printf(
          "Held at %s since %s by %s: %s%n",
          held.path("revision").asText(),
          time(held.path("since")),
          held.path("by").asText(),
          held.path("reason").asText());
    }
    var table = new Table(List.of("REVISION", "MADE", "BY", "RULES", "WHY"));
    for (JsonNode revision : revisions.path("items")) {
      JsonNode back = revision.path("rolledBackTo");
      table.row(
          List.of(
              revision.path("name").asText(),
              time(revision.path("madeAt")),
              revision.path("madeBy").asText(),
              String.valueOf(revision.path("rules").size()),
              (back.isNull() ? "" : "back to %d: ".formatted(back.asLong()))
                  + revision.path("reason").asText()));
    }
    table.lines().forEach(out::println);
    return 0;
  }

  private static String time(JsonNode instant) {
    return Instant.parse(instant.asText()).truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
