package dev.yunzhi.cli;

import dev.yunzhi.cli.Failures.Unusable;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code yunzhi audit approve}. */
@Command(
    name = "approve",
    description = "Remove the body that another person demands to have removed.",
    mixinStandardHelpOptions = true)
final class AuditApproveCommand implements Callable<Integer> {

  @Mixin private DemandedRemoval removal;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Unusable, IOException {
    spec.commandLine()
        .getOut()
        .printf("the body of event %s is removed%n", removal.decide("approve"));
    return 0;
  }
}
