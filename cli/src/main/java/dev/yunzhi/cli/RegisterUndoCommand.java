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

/** {@code yunzhi register undo}. */
@Command(
    name = "undo",
    description =
        "Undo an import as a whole: each asset becomes what it was before. Refused once somebody changed one of them.",
    mixinStandardHelpOptions = true)
final class RegisterUndoCommand implements Callable<Integer> {

  @Mixin private ControlPlane controlPlane;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "IMPORT", description = "Its number, as yunzhi register imports has it.")
  private long id;

  @Override
  public Integer call() throws Unusable, IOException {
    JsonNode undone = controlPlane.post("/api/v1/register/imports/%d/undo".formatted(id), Map.of());
    spec.commandLine()
        .getOut()
        .printf(
            "import %d is undone: %d assets are as they were before%n",
            id, undone.path("added").asLong() + undone.path("changed").asLong());
    return 0;
  }
}
