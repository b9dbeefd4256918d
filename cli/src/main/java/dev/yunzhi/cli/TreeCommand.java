package dev.yunzhi.cli;

import dev.yunzhi.api.v1alpha1.Department;
import dev.yunzhi.api.v1alpha1.Labels;
import dev.yunzhi.api.v1alpha1.Tenant;
import dev.yunzhi.cli.Failures.Unusable;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code yunzhi tree}. */
@Command(
    name = "tree",
    description =
        "Show departments, their tenants, use and budgets as a tree. A cell reads"
            + " used/granted to tenants/budget, each for the department and all below it; a dash is"
            + " no budget, or a figure that you may not see.",
    mixinStandardHelpOptions = true)
final class TreeCommand implements Callable<Integer> {

  @Mixin private Connection connection;

  @Spec private CommandSpec spec;

  @Parameters(
      arity = "0..1",
      paramLabel = "DEPARTMENT",
      description = "Department to begin with. Default: the top.")
  private String department;

  @Option(
      names = {"-r", "--resource"},
      split = ",",
      paramLabel = "NAME",
      defaultValue = "cpu,memory",
      description = "Resources to show, as a ResourceQuota names them. Default: ${DEFAULT-VALUE}.")
  private List<String> resources;

  @Option(
      names = {"-t", "--tenants"},
      description = "Show each tenant too.")
  private boolean tenants;

  @Override
  public Integer call() throws Unusable {
    try (KubernetesClient client = connection.client()) {
      var departments = client.resources(Department.class).list().getItems();
      var granted = ifAllowed("tenants", () -> client.resources(Tenant.class).list().getItems());
      var quotas =
          ifAllowed(
              "quotas of all namespaces",
              () ->
                  client
                      .resources(ResourceQuota.class)
                      .inAnyNamespace()
                      .withLabel(Labels.MANAGED, "true")
                      .list()
                      .getItems());
      new DepartmentTree(
              departments,
              granted.orElse(List.of()),
              granted.isEmpty() ? null : quotas.map(QuotaUse::of).orElse(null),
              resources,
              tenants)
          .table(department)
          .lines()
          .forEach(spec.commandLine().getOut()::println);
      return 0;
    }
  }

  /** Who may not see a part of the estate is told so, and sees the rest. */
  private <T> Optional<List<T>> ifAllowed(String what, Supplier<List<T>> list) {
    try {
      return Optional.of(list.get());
    } catch (KubernetesClientException refused) {
      if (refused.getCode() != 403) {
        throw refused;
      }
      spec.commandLine().getErr().printf("note: you may not list the %s%n", what);
      return Optional.empty();
    }
  }
}
