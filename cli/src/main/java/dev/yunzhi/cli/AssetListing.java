package dev.yunzhi.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.yunzhi.cli.Failures.Unusable;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How answers about assets are fetched, page by page, and shown. */
final class AssetListing {

  private static final int PAGE = 1000;

  @Mixin private ControlPlane controlPlane;

  enum Output {
    table,
    ndjson
  }

  @Option(
      names = {"-o", "--output"},
      defaultValue = "table",
      description =
          "table: the first --limit. ndjson: all, a JSON object on each line. Default: ${DEFAULT-VALUE}.")
  private Output output;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "100",
      description = "How many lines the table has at most. Default: ${DEFAULT-VALUE}.")
  private int limit;

  /**
   * Shows all of an answer.
   *
   * @param parameters of the question; those that fix its instants are added for further pages
   * @param instants names of the members of an answer that do so
   */
  void show(
      PrintWriter out,
      String path,
      Map<String, String> parameters,
      List<String> instants,
      List<String> head,
      Function<JsonNode, List<String>> row)
      throws Unusable, IOException {
    var table = new Table(head);
    int rows = 0;
    boolean more = true;
    while (more && (output == Output.ndjson || rows < limit)) {
      int size = output == Output.ndjson ? PAGE : Math.min(PAGE, limit - rows);
      parameters.put("limit", String.valueOf(size));
      JsonNode answer = controlPlane.get(ControlPlane.path(path, parameters));
      for (JsonNode item : answer.path("items")) {
        rows++;
        if (output == Output.ndjson) {
          out.println(item);
        } else {
          table.row(row.apply(item));
        }
      }
      instants.forEach(name -> parameters.put(name, answer.path(name).asText()));
      parameters.put("cursor", answer.path("next").asText());
      more = !answer.path("next").isNull();
    }
    if (output == Output.table) {
      table.lines().forEach(out::println);
      if (more) {
        out.println("and more: --limit shows more of them, -o ndjson all");
      }
    }
  }
}
