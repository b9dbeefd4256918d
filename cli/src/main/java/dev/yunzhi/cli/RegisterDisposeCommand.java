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

/** {@code yunzhi register dispose}. */
@Command(
    name = "dispose",
    description = "Take an asset off the books. Its history stays in the record.",
    mixinStandardHelpOptions = true)
final class RegisterDisposeCommand implements Callable<Integer> {

  @Mixin private ControlPlane controlPlane;

  @Mixin private RegisteredAsset asset;

  @Spec private CommandSpec spec;

  @Option(
      names = "--day",
      paramLabel = "DAY",
      description = "When it went, e.g. 2026-07-15. Default: today.")
  private String day;

  @Override
  public Integer call() throws Unusable, IOException {
    Map<String, String> asked = new LinkedHashMap<>();
    asked.put("day", day);
    asked.put("reason", asset.reason());
    JsonNode gone = controlPlane.post(asset.path("dispose"), asked);
    spec.commandLine()
        .getOut()
        .printf(
            "%s %s is off the books since %s%s%n",
            gone.path("kind").asText(),
            gone.path("code").asText(),
            gone.path("day").asText(),
            gone.path("netValue").isNull()
                ? ""
                : "; it was worth %s of %s yuan"
                    .formatted(
                        gone.path("netValue").asText(), gone.path("originalValue").asText()));
    return 0;
  }
}
