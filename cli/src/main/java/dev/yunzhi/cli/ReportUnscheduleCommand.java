package dev.yunzhi.cli;

import dev.yunzhi.cli.Failures.Unusable;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code yunzhi report unschedule}. */
@Command(
    name = "unschedule",
    description = "End a schedule. The reports that it made stay.",
    mixinStandardHelpOptions = true)
final class ReportUnscheduleCommand implements Callable<Integer> {

  @Mixin private ControlPlane controlPlane;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "NAME", description = "Its name.")
  private String name;

  @Override
  public Integer call() throws Unusable, IOException {
    controlPlane.delete(ControlPlane.inPath("/api/v1/report-schedules/", name));
    spec.commandLine().getOut().printf("%s: ended%n", name);
    return 0;
  }
}
