package dev.yunzhi.cli;

import dev.yunzhi.cli.Failures.Unusable;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code yunzhi audit reject}. */
@Command(
    name = "reject",
    description = "Decide not to remove a body, or take the demand back.",
    mixinStandardHelpOptions = true)
final class AuditRejectCommand implements Callable<Integer> {

  @Mixin private DemandedRemoval removal;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Unusable, IOException {
    spec.commandLine().getOut().printf("the body of event %s stays%n", removal.decide("reject"));
    return 0;
  }
}
