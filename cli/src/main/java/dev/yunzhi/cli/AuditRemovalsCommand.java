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

/** {@code yunzhi audit removals}. */
@Command(
    name = "removals",
    description = "List the removals of single bodies that were demanded, the latest first.",
    mixinStandardHelpOptions = true)
final class AuditRemovalsCommand implements Callable<Integer> {

  @Mixin private ControlPlane controlPlane;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Unusable, IOException {
    var table =
        new Table(List.of("REMOVAL", "EVENT", "TICKET", "DEMANDED BY", "DECISION", "REASON"));
    for (JsonNode removal : controlPlane.get("/api/v1/audit/removals").path("items")) {
      JsonNode decision = removal.path("decision");
      table.row(
          List.of(
              removal.path("id").asText(),
              removal.path("index").asText(),
              removal.path("ticket").asText(),
              removal.path("proposedBy").asText(),
              decision.isNull()
                  ? "waits"
                  : "%s by %s"
                      .formatted(decision.path("outcome").asText(), decision.path("by").asText()),
              removal.path("reason").asText()));
    }
    table.lines().forEach(spec.commandLine().getOut()::println);
    return 0;
  }
}
