package dev.yunzhi.cli;

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
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code yunzhi assets history}. */
@Command(
    name = "history",
    description = "All that was recorded of one asset.",
    mixinStandardHelpOptions = true)
final class AssetsHistoryCommand implements Callable<Integer> {

  @Mixin private AssetListing listing;

  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "KIND", description = "Its kind: Deployment.")
  private String kind;

  @Parameters(index = "1", paramLabel = "NAME", description = "Its name.")
  private String name;

  @Option(
      names = {"-n", "--namespace"},
      paramLabel = "NAME",
      description = "Its namespace, unless it has none.")
  private String namespace;

  @Option(
      names = "--cluster",
      paramLabel = "NAME",
      defaultValue = "home",
      description = "Where it is. Default: ${DEFAULT-VALUE}.")
  private String cluster;

  @Option(
      names = "--as-of",
      paramLabel = "INSTANT",
      description = "Until then, as it was known then; RFC 3339. Default: now.")
  private String asOf;

  @Override
  public Integer call() throws Unusable, IOException {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("cluster", cluster);
    parameters.put("kind", kind);
    parameters.put("namespace", namespace);
    parameters.put("name", name);
    parameters.put("asOf", asOf);
    listing.show(
        spec.commandLine().getOut(),
        "/api/v1/assets/history",
        parameters,
        List.of("asOf"),
        AssetRows.VERSION_HEAD,
        AssetRows::version);
    return 0;
  }
}
