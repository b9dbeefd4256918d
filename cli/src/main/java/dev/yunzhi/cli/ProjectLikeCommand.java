package dev.yunzhi.cli;

import dev.yunzhi.api.v1alpha1.Department;
import dev.yunzhi.api.v1alpha1.Project;
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

/** {@code yunzhi project like}. */
@Command(
    name = "like",
    description =
        "Show the projects that are like one, or like what is meant to be built, the most alike"
            + " first. Policy GOV-011 refuses what is like an older project of the same area.",
    mixinStandardHelpOptions = true)
final class ProjectLikeCommand implements Callable<Integer> {

  @Mixin private Connection connection;

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "PROJECT|TEXT",
      description = "Name of a Project, or a name or purpose for people.")
  private String asked;

  @Option(
      names = "--least",
      paramLabel = "PERCENT",
      defaultValue = "30",
      description = "Leave out what is less alike. Default: ${DEFAULT-VALUE}.")
  private int least;

  @Override
  public Integer call() throws Unusable {
    try (KubernetesClient client = connection.client()) {
      List<Project> projects = client.resources(Project.class).list().getItems();
      var departments = client.resources(Department.class).list().getItems();
      new LikeProjects(projects, departments)
          .table(asked, least)
          .lines()
          .forEach(spec.commandLine().getOut()::println);
      return 0;
    }
  }
}
