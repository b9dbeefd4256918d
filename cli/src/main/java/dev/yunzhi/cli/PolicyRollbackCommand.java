package dev.yunzhi.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.yunzhi.cli.Failures.Unusable;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code yunzhi policy rollback}. */
@Command(
    name = "rollback",
    description =
        "Publish once more what a revision was, and hold the policies there until `yunzhi policy resume`.",
    mixinStandardHelpOptions = true)
final class PolicyRollbackCommand implements Callable<Integer> {

  @Mixin private ControlPlane controlPlane;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "REVISION", description = "As `yunzhi policy revisions` lists it.")
  private String revision;

  @Option(names = "--reason", paramLabel = "TEXT", description = "For the record.")
  private String reason;

  @Override
  public Integer call() throws Unusable, IOException {
    JsonNode made =
        controlPlane.post(
            "/api/v1/policy/revisions/%s/rollback"
                .formatted(URLEncoder.encode(revision, StandardCharsets.UTF_8)),
            reason);
    spec.commandLine()
        .getOut()
        .printf("%s is published as %s and held%n", revision, made.path("name").asText());
    return 0;
  }
}
