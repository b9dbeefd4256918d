package dev.yunzhi.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.yunzhi.cli.Failures.Unusable;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code yunzhi report schedules}. */
@Command(
    name = "schedules",
    description = "List the schedules of reports.",
    mixinStandardHelpOptions = true)
final class ReportSchedulesCommand implements Callable<Integer> {

  @Mixin private ControlPlane controlPlane;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Unusable, IOException {
    var table =
        new Table(List.of("NAME", "REPORT", "FORMAT", "DEPARTMENT", "EVERY", "KEEP", "BY", "NEXT"));
    for (JsonNode schedule : controlPlane.get("/api/v1/report-schedules").path("items")) {
      table.row(
          List.of(
              schedule.path("name").asText(),
              schedule.path("report").asText(),
              schedule.path("format").asText(),
              schedule.path("department").asText("").replace("null", ""),
              schedule.path("every").asText(),
              schedule.path("keep").asText(),
              schedule.path("createdBy").asText(),
              schedule.path("nextAt").asText()));
    }
    table.lines().forEach(spec.commandLine().getOut()::println);
    return 0;
  }
}
