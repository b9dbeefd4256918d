package dev.yunzhi.cli;

import dev.yunzhi.cli.Failures.Unusable;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code yunzhi report fetch}. */
@Command(
    name = "fetch",
    description = {
      "Take a kept report out, with its manifest beside it: FILE.tlog-proof.",
      "Who takes it out is recorded."
    },
    mixinStandardHelpOptions = true)
final class ReportFetchCommand implements Callable<Integer> {

  @Mixin private ControlPlane controlPlane;

  @Mixin private ReportFile file;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "ID", description = "Which: `yunzhi report kept` names them.")
  private String id;

  @Override
  public Integer call() throws Unusable, IOException {
    file.take(controlPlane, ControlPlane.inPath("/api/v1/kept-reports/", id), spec.commandLine());
    return 0;
  }
}
