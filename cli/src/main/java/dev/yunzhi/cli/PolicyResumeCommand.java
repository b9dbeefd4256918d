package dev.yunzhi.cli;

import dev.yunzhi.cli.Failures.Unusable;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code yunzhi policy resume}. */
@Command(
    name = "resume",
    description = "Let the policies follow the Policy objects again after a rollback.",
    mixinStandardHelpOptions = true)
final class PolicyResumeCommand implements Callable<Integer> {

  @Mixin private ControlPlane controlPlane;

  @Spec private CommandSpec spec;

  @Option(names = "--reason", paramLabel = "TEXT", description = "For the record.")
  private String reason;

  @Override
  public Integer call() throws Unusable, IOException {
    boolean wasHeld =
        controlPlane.post("/api/v1/policy/resume", reason).path("wasHeld").asBoolean();
    spec.commandLine()
        .getOut()
        .println(wasHeld ? "the policies go on" : "the policies were not held");
    return 0;
  }
}
