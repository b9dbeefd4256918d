package dev.yunzhi.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.yunzhi.cli.Failures.Unusable;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code yunzhi register transfer}. */
@Command(
    name = "transfer",
    description =
        "Hand an asset over to another department. Its card stays; the old department's tenant and project leave it.",
    mixinStandardHelpOptions = true)
final class RegisterTransferCommand implements Callable<Integer> {

  @Mixin private ControlPlane controlPlane;

  @Mixin private RegisteredAsset asset;

  @Spec private CommandSpec spec;

  @Option(
      names = "--department",
      paramLabel = "NAME",
      required = true,
      description = "The department that gets it.")
  private String department;

  @Option(
      names = "--custodian",
      paramLabel = "NAME",
      description = "Who looks after it there. Default: whoever does now.")
  private String custodian;

  @Override
  public Integer call() throws Unusable, IOException {
    Map<String, String> asked = new LinkedHashMap<>();
    asked.put("department", department);
    asked.put("custodian", custodian);
    asked.put("reason", asset.reason());
    JsonNode moved = controlPlane.post(asset.path("transfer"), asked);
    spec.commandLine()
        .getOut()
        .printf(
            "%s %s belongs to %s%n",
            moved.path("kind").asText(),
            moved.path("code").asText(),
            moved.path("department").asText());
    return 0;
  }
}
