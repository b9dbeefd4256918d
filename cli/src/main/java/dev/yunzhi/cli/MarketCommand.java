package dev.yunzhi.cli;

import dev.yunzhi.api.v1alpha1.SharedComponent;
import dev.yunzhi.cli.Failures.Unusable;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code yunzhi market}. */
@Command(
    name = "market",
    description =
        "Look through the catalogue of common components: what each does, who provides it, and how"
            + " many departments and tenants use it.",
    mixinStandardHelpOptions = true)
final class MarketCommand implements Callable<Integer> {

  @Mixin private Connection connection;

  @Spec private CommandSpec spec;

  @Parameters(
      arity = "0..*",
      paramLabel = "WORD",
      description =
          "Words that must all occur in a component's name, titles, category, function or"
              + " description. Default: all components.")
  private List<String> words = List.of();

  @Option(
      names = {"-a", "--all"},
      description = "Show those that were withdrawn too.")
  private boolean all;

  @Override
  public Integer call() throws Unusable {
    try (KubernetesClient client = connection.client()) {
      var components = client.resources(SharedComponent.class).list().getItems();
      Market.table(components, String.join(" ", words), all)
          .lines()
          .forEach(spec.commandLine().getOut()::println);
      return 0;
    }
  }
}
