package dev.yunzhi.cli;

import dev.yunzhi.api.v1alpha1.PolicyException;
import dev.yunzhi.api.v1alpha1.Tenant;
import dev.yunzhi.cli.Failures.Unusable;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code yunzhi tenant describe}. */
@Command(
    name = "describe",
    description =
        "Show what a tenant was granted, what it uses, what it is exempt from, and what is to be done about it.",
    mixinStandardHelpOptions = true)
final class TenantDescribeCommand implements Callable<Integer> {

  @Mixin private Connection connection;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "TENANT", description = "Name of the Tenant.")
  private String name;

  @Override
  public Integer call() throws Unusable {
    try (KubernetesClient client = connection.client()) {
      Tenant tenant = client.resources(Tenant.class).withName(name).get();
      if (tenant == null) {
        throw new Unusable(
            "there is no Tenant %s; `yunzhi tree --tenants` shows those that there are"
                .formatted(name));
      }
      TenantSheet.lines(
              tenant,
              inItsNamespaces(client, tenant, ResourceQuota.class),
              inItsNamespaces(client, tenant, PolicyException.class),
              Instant.now())
          .forEach(spec.commandLine().getOut()::println);
      return 0;
    }
  }

  /** One by one: who may look into a tenant's namespaces may not list those of others. */
  private <T extends HasMetadata> List<T> inItsNamespaces(
      KubernetesClient client, Tenant tenant, Class<T> kind) {
    var found = new ArrayList<T>();
    if (tenant.getStatus() == null || tenant.getStatus().namespaces() == null) {
      return found;
    }
    for (var namespace : tenant.getStatus().namespaces()) {
      found.addAll(
          NamespaceObjects.of(kind, namespace.name(), client, spec.commandLine().getErr()));
    }
    return found;
  }
}
