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

/** {@code yunzhi assets}. */
@Command(
    name = "assets",
    description = "The assets as they stand, or stood at an instant.",
    subcommands = {AssetsDiffCommand.class, AssetsHistoryCommand.class},
    synopsisSubcommandLabel = "[COMMAND]",
    mixinStandardHelpOptions = true)
final class AssetsCommand implements Callable<Integer> {

  @Mixin private AssetListing listing;

  @Mixin private AssetFilters filters;

  @Spec private CommandSpec spec;

  @Option(
      names = "--as-of",
      paramLabel = "INSTANT",
      description = "As they stood then, as it was known then; RFC 3339. Default: now.")
  private String asOf;

  @Override
  public Integer call() throws Unusable, IOException {
    Map<String, String> parameters = filters.given();
    parameters.put("asOf", asOf);
    listing.show(
        spec.commandLine().getOut(),
        "/api/v1/assets",
        parameters,
        List.of("asOf"),
        AssetRows.ASSET_HEAD,
        AssetRows::asset);
    return 0;
  }
}
