package dev.yunzhi.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.yunzhi.cli.Failures.Unusable;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code yunzhi audit events}. */
@Command(
    name = "events",
    description =
        "Search the events of the record. Reading those of others is an event of the record itself.",
    mixinStandardHelpOptions = true)
final class AuditEventsCommand implements Callable<Integer> {

  private static final int PAGE = 1000;

  @Mixin private ControlPlane controlPlane;

  @Mixin private EventFilters filters;

  @Spec private CommandSpec spec;

  enum Output {
    table,
    ndjson
  }

  @Option(
      names = {"-o", "--output"},
      defaultValue = "table",
      description =
          "table: the latest first, --limit of them. ndjson: all, the oldest first, a JSON object on each line. Default: ${DEFAULT-VALUE}.")
  private Output output;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "20",
      description = "How many lines the table has at most. Default: ${DEFAULT-VALUE}.")
  private int limit;

  @Override
  public Integer call() throws Unusable, IOException {
    PrintWriter out = spec.commandLine().getOut();
    if (output == Output.ndjson) {
      // An empty line says that it is still being looked for.
      controlPlane.lines(
          filters.path(Map.of()),
          "application/x-ndjson",
          line -> {
            if (!line.isEmpty()) {
              out.println(line);
            }
          });
      return 0;
    }
    var table = new Table(EventRow.HEAD);
    Map<String, String> page = new HashMap<>(Map.of("order", "latest"));
    int rows = 0;
    while (true) {
      page.put("limit", String.valueOf(Math.max(1, Math.min(PAGE, limit - rows))));
      JsonNode answer = controlPlane.get(filters.path(page));
      for (JsonNode item : answer.path("items")) {
        table.row(EventRow.of(item));
        rows++;
      }
      if (rows >= limit || answer.path("next").isNull()) {
        break;
      }
      page.put("cursor", answer.path("next").asText());
    }
    table.lines().forEach(out::println);
    return 0;
  }
}
