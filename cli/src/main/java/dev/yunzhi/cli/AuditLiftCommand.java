package dev.yunzhi.cli;

import dev.yunzhi.cli.Failures.Unusable;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code yunzhi audit lift}. */
@Command(
    name = "lift",
    description = "Lift a legal hold that another person placed.",
    mixinStandardHelpOptions = true)
final class AuditLiftCommand implements Callable<Integer> {

  @Mixin private ControlPlane controlPlane;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "HOLD", description = "Its number, as `yunzhi audit holds` lists it.")
  private long hold;

  @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "For the record.")
  private String reason;

  @Override
  public Integer call() throws Unusable, IOException {
    controlPlane.post("/api/v1/audit/holds/%d/lift".formatted(hold), reason);
    spec.commandLine().getOut().printf("hold %d is lifted%n", hold);
    return 0;
  }
}
