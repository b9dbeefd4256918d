package dev.yunzhi.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.yunzhi.cli.Failures.Unusable;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code yunzhi register imports}. */
@Command(
    name = "imports",
    description = "List the latest imports, the last one first; a department member's own.",
    mixinStandardHelpOptions = true)
final class RegisterImportsCommand implements Callable<Integer> {

  @Mixin private ControlPlane controlPlane;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Unusable, IOException {
    var table =
        new Table(List.of("IMPORT", "AT", "BY", "ROWS", "ADDED", "CHANGED", "FILE", "UNDONE"));
    for (JsonNode one : controlPlane.get("/api/v1/register/imports").path("items")) {
      JsonNode undone = one.path("undone");
      table.row(
          List.of(
              one.path("id").asText(),
              one.path("at").asText(),
              one.path("by").asText(),
              one.path("rows").asText(),
              one.path("added").asText(),
              one.path("changed").asText(),
              one.path("name").asText(),
              undone.isNull()
                  ? "no"
                  : "%s by %s".formatted(undone.path("at").asText(), undone.path("by").asText())));
    }
    table.lines().forEach(spec.commandLine().getOut()::println);
    return 0;
  }
}
