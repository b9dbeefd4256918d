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

/** {@code yunzhi audit remove}. */
@Command(
    name = "remove",
    description =
        "Demand that the body of one event be removed for good, as a court may order. Another"
            + " person decides. That the event was there stays proved.",
    mixinStandardHelpOptions = true)
final class AuditRemoveCommand implements Callable<Integer> {

  @Mixin private ControlPlane controlPlane;

  @Mixin private Justification justification;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "INDEX", description = "The event's index in the log.")
  private long index;

  @Override
  public Integer call() throws Unusable, IOException {
    JsonNode removal =
        controlPlane.post(
            "/api/v1/audit/removals",
            Map.of(
                "index",
                String.valueOf(index),
                "reason",
                justification.reason(),
                "ticket",
                justification.ticket()));
    spec.commandLine()
        .getOut()
        .printf("removal %s waits for another person%n", removal.path("id").asText());
    return 0;
  }
}
