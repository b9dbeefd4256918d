package dev.yunzhi.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.yunzhi.cli.Failures.Unusable;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code yunzhi report kept}. */
@Command(
    name = "kept",
    description = "List the reports that schedules made, the latest first.",
    mixinStandardHelpOptions = true)
final class ReportKeptCommand implements Callable<Integer> {

  @Mixin private ControlPlane controlPlane;

  @Spec private CommandSpec spec;

  @Option(names = "--schedule", paramLabel = "NAME", description = "Those of one schedule.")
  private String schedule;

  @Override
  public Integer call() throws Unusable, IOException {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("schedule", schedule);
    var table = new Table(List.of("SCHEDULE", "AS OF", "REPORT", "FORMAT", "ROWS", "BYTES", "ID"));
    for (JsonNode report :
        controlPlane.get(ControlPlane.path("/api/v1/kept-reports", parameters)).path("items")) {
      table.row(
          List.of(
              report.path("schedule").asText(),
              report.path("asOf").asText(),
              report.path("report").asText(),
              report.path("format").asText(),
              report.path("rows").asText(),
              report.path("bytes").asText(),
              report.path("id").asText()));
    }
    table.lines().forEach(spec.commandLine().getOut()::println);
    return 0;
  }
}
