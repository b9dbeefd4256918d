package dev.yunzhi.cli;

import dev.yunzhi.cli.Failures.Unusable;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code yunzhi report export}. */
@Command(
    name = "export",
    description = {
      "Take a report out, with its manifest beside it: FILE.tlog-proof, the evidence that the record"
          + " holds this very file's digest.",
      "`yunzhi verify FILE` proves it to anyone, offline. Taking it out is an event of the record."
    },
    mixinStandardHelpOptions = true)
final class ReportExportCommand implements Callable<Integer> {

  @Mixin private ControlPlane controlPlane;

  @Mixin private ReportFilters filters;

  @Mixin private ReportFile file;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "NAME", description = "Which report: `yunzhi report list` names them.")
  private String name;

  @Option(
      names = {"-f", "--format"},
      paramLabel = "FORMAT",
      description =
          "csv, ndjson, xlsx or html. Default: what the name of the file ends with, else csv.")
  private String format;

  @Override
  public Integer call() throws Unusable, IOException {
    Map<String, String> parameters = filters.given();
    parameters.put("format", format == null ? file.extension() : format);
    String path = ControlPlane.path(ControlPlane.inPath("/api/v1/reports/", name), parameters);
    file.take(controlPlane, path, spec.commandLine());
    return 0;
  }
}
