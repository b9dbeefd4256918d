package dev.yunzhi.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.yunzhi.cli.Failures.Unusable;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code yunzhi audit reject}. */
@Command(
    name = "reject",
    description = "Decide not to remove a body, or take the demand back.",
    mixinStandardHelpOptions = true)
final class AuditRejectCommand implements Callable<Integer> {

  @Mixin private ControlPlane controlPlane;

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "REMOVAL",
      description = "Its number, as `yunzhi audit removals` lists it.")
  private long removal;

  @Override
  public Integer call() throws Unusable, IOException {
    JsonNode decided =
        controlPlane.post("/api/v1/audit/removals/%d/reject".formatted(removal), Map.of());
    spec.commandLine()
        .getOut()
        .printf("the body of event %s stays%n", decided.path("index").asText());
    return 0;
  }
}
