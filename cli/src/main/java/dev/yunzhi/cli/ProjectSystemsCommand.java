package dev.yunzhi.cli;

import dev.yunzhi.api.v1alpha1.Project;
import dev.yunzhi.cli.Failures.Unusable;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code yunzhi project systems}. */
@Command(
    name = "systems",
    description =
        "Show the system catalogue: the systems that projects list, by number. Where one number"
            + " stands for several systems, each names the others.",
    mixinStandardHelpOptions = true)
final class ProjectSystemsCommand implements Callable<Integer> {

  @Mixin private Connection connection;

  @Spec private CommandSpec spec;

  @Option(names = "--ambiguous", description = "Only numbers that stand for several systems.")
  private boolean ambiguous;

  @Override
  public Integer call() throws Unusable {
    try (KubernetesClient client = connection.client()) {
      new SystemCatalogue(client.resources(Project.class).list().getItems())
          .table(ambiguous)
          .lines()
          .forEach(spec.commandLine().getOut()::println);
      return 0;
    }
  }
}
