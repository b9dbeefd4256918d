package dev.yunzhi.cli;

import dev.yunzhi.cli.Failures.Unusable;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code yunzhi assets diff}. */
@Command(
    name = "diff",
    description = "What was added, removed or changed between two instants.",
    mixinStandardHelpOptions = true)
final class AssetsDiffCommand implements Callable<Integer> {

  @Mixin private AssetListing listing;

  @Mixin private AssetFilters filters;

  @Spec private CommandSpec spec;

  @Option(
      names = "--from",
      paramLabel = "INSTANT",
      required = true,
      description = "The earlier instant, RFC 3339.")
  private String from;

  @Option(names = "--to", paramLabel = "INSTANT", description = "The later instant. Default: now.")
  private String to;

  @Override
  public Integer call() throws Unusable, IOException {
    Map<String, String> parameters = filters.given();
    parameters.put("from", from);
    parameters.put("to", to);
    listing.show(
        spec.commandLine().getOut(),
        "/api/v1/assets/diff",
        parameters,
        List.of("from", "to"),
        AssetRows.CHANGE_HEAD,
        AssetRows::change);
    return 0;
  }
}
