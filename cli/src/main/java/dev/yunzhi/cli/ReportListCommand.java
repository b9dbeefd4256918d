package dev.yunzhi.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.yunzhi.cli.Failures.Unusable;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code yunzhi report list}. */
@Command(
    name = "list",
    description = "List the reports that there are, and what each can be asked for.",
    mixinStandardHelpOptions = true)
final class ReportListCommand implements Callable<Integer> {

  @Mixin private ControlPlane controlPlane;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Unusable, IOException {
    var table = new Table(List.of("NAME", "REPORT", "PARAMETERS", "FORMATS"));
    for (JsonNode report : controlPlane.get("/api/v1/reports").path("items")) {
      table.row(
          List.of(
              report.path("name").asText(),
              report.path("titleZh").asText() + " " + report.path("title").asText(),
              words(report.path("parameters")),
              words(report.path("formats"))));
    }
    table.lines().forEach(spec.commandLine().getOut()::println);
    return 0;
  }

  private static String words(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false)
        .map(JsonNode::asText)
        .collect(Collectors.joining(", "));
  }
}
