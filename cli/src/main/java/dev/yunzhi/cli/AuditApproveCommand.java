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

/** {@code yunzhi audit approve}. */
@Command(
    name = "approve",
    description = "Remove the body that another person demands to have removed.",
    mixinStandardHelpOptions = true)
final class AuditApproveCommand implements Callable<Integer> {

  @Mixin private ControlPlane controlPlane;

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "REMOVAL",
      description = "Its number, as `yunzhi audit removals` lists it.")
  private long removal;

  @Override
  public Integer call() throws Unusable, IOException {
    JsonNode decided =
        controlPlane.post("/api/v1/audit/removals/%d/approve".formatted(removal), Map.of());
    spec.commandLine()
        .getOut()
        .printf("the body of event %s is removed%n", decided.path("index").asText());
    return 0;
  }
}
