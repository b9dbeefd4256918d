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
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code yunzhi report schedule}. */
@Command(
    name = "schedule",
    description =
        "Have a report made at the end of each day, week or month, as of that instant, and the latest kept.",
    mixinStandardHelpOptions = true)
final class ReportScheduleCommand implements Callable<Integer> {

  @Mixin private ControlPlane controlPlane;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "NAME", description = "Its name: small letters, digits and dashes.")
  private String name;

  @Option(
      names = "--report",
      paramLabel = "REPORT",
      required = true,
      description = "Which report: `yunzhi report list` names them.")
  private String report;

  @Option(
      names = {"-f", "--format"},
      paramLabel = "FORMAT",
      defaultValue = "xlsx",
      description = "csv, ndjson, xlsx or html. Default: ${DEFAULT-VALUE}.")
  private String format;

  @Option(
      names = "--every",
      paramLabel = "PERIOD",
      defaultValue = "month",
      description = "day, week or month. Default: ${DEFAULT-VALUE}.")
  private String every;

  @Option(
      names = "--keep",
      paramLabel = "N",
      defaultValue = "24",
      description = "How many are kept, the latest. Default: ${DEFAULT-VALUE}.")
  private int keep;

  @Option(
      names = "--department",
      paramLabel = "NAME",
      description = "Of that department and those below it. Default: all that there are.")
  private String department;

  @Override
  public Integer call() throws Unusable, IOException {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("name", name);
    parameters.put("report", report);
    parameters.put("format", format);
    parameters.put("every", every);
    parameters.put("keep", String.valueOf(keep));
    parameters.put("department", department);
    JsonNode schedule = controlPlane.post("/api/v1/report-schedules", parameters);
    spec.commandLine()
        .getOut()
        .printf("%s: the first is made at %s%n", name, schedule.path("nextAt").asText());
    return 0;
  }
}
