package dev.yunzhi.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.yunzhi.cli.Failures.Unusable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code yunzhi audit holds}. */
@Command(
    name = "holds",
    description = "List the legal holds, the latest first.",
    mixinStandardHelpOptions = true)
final class AuditHoldsCommand implements Callable<Integer> {

  @Mixin private ControlPlane controlPlane;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Unusable, IOException {
    var table = new Table(List.of("HOLD", "COVERS", "TICKET", "PLACED", "BY", "LIFTED", "REASON"));
    for (JsonNode hold : controlPlane.get("/api/v1/audit/holds").path("items")) {
      JsonNode lifted = hold.path("lifted");
      table.row(
          List.of(
              hold.path("id").asText(),
              scope(hold.path("scope")),
              hold.path("ticket").asText(),
              hold.path("placedAt").asText(),
              hold.path("placedBy").asText(),
              lifted.isNull()
                  ? "stands"
                  : "%s by %s".formatted(lifted.path("at").asText(), lifted.path("by").asText()),
              hold.path("reason").asText()));
    }
    table.lines().forEach(spec.commandLine().getOut()::println);
    return 0;
  }

  private static String scope(JsonNode scope) {
    List<String> parts = new ArrayList<>();
    for (String part : List.of("stream", "tenant", "from", "until")) {
      if (!scope.path(part).isNull()) {
        parts.add(part + "=" + scope.path(part).asText());
      }
    }
    return String.join(",", parts);
  }
}
