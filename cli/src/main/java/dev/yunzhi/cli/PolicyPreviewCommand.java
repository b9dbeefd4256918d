package dev.yunzhi.cli;

import dev.yunzhi.api.v1alpha1.Policy;
import dev.yunzhi.api.v1alpha1.PolicyPreview;
import dev.yunzhi.api.v1alpha1.PolicySpec;
import dev.yunzhi.cli.Failures.Unusable;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.KubernetesClientTimeoutException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code yunzhi policy preview}. */
@Command(
    name = "preview",
    description =
        "Tell what a Policy would find in what exists, before it is enforced: how many objects of"
            + " which departments would be denied or warned of, and which are under an exception."
            + " For as long as it takes, a Policy with spec.preview stands in the cluster, by which"
            + " nothing is enforced. Exit code 1 when an object would be denied.",
    mixinStandardHelpOptions = true)
final class PolicyPreviewCommand implements Callable<Integer> {

  @Mixin private Connection connection;

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "FILE",
      description = "YAML or JSON with one Policy; - reads standard input.")
  private String file;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      description = "How long to wait for the scan. Default: ${DEFAULT-VALUE}.")
  private int timeout = 120;

  @Override
  public Integer call() throws Unusable, IOException {
    try (KubernetesClient client = connection.client()) {
      Policy created = client.resource(preview(read(client))).create();
      Thread interrupted = new Thread(() -> client.resource(created).delete());
      Runtime.getRuntime().addShutdownHook(interrupted);
      try {
        return print(awaited(client, created));
      } finally {
        client.resource(created).delete();
        Runtime.getRuntime().removeShutdownHook(interrupted);
      }
    }
  }

  private Policy read(KubernetesClient client) throws Unusable, IOException {
    Object read;
    try (InputStream text = file.equals("-") ? System.in : Files.newInputStream(Path.of(file))) {
      read = client.getKubernetesSerialization().unmarshal(text);
    } catch (KubernetesClientException | IllegalArgumentException e) {
      throw new Unusable("%s is no YAML or JSON of a Policy".formatted(file));
    }
    if (read instanceof HasMetadata object
        && "Policy".equals(object.getKind())
        && HasMetadata.getApiVersion(Policy.class).equals(object.getApiVersion())) {
      Policy policy = client.getKubernetesSerialization().convertValue(object, Policy.class);
      if (policy.getSpec() != null) {
        return policy;
      }
    }
    throw new Unusable("%s must hold one Policy of yunzhi.dev".formatted(file));
  }

  /** Under a name of its own: the Policy itself may be in force already. */
  private static Policy preview(Policy policy) {
    var asked = policy.getSpec();
    var preview = new Policy();
    preview.setMetadata(new ObjectMetaBuilder().withGenerateName("preview-").build());
    preview.setSpec(
        new PolicySpec(
            asked.policy(),
            asked.effect(),
            asked.parameters(),
            asked.reason(),
            asked.rego(),
            asked.tests(),
            asked.rollout(),
            true));
    return preview;
  }

  private Policy awaited(KubernetesClient client, Policy created) throws Unusable {
    Policy seen;
    try {
      seen =
          client
              .resource(created)
              .waitUntilCondition(
                  p -> p != null && (refusal(p) != null || isTold(p)), timeout, TimeUnit.SECONDS);
    } catch (KubernetesClientTimeoutException e) {
      throw new Unusable(
          "no scan came to its end within %d s; is tenant-operator running? Try a longer --timeout"
              .formatted(timeout));
    }
    if (refusal(seen) != null) {
      throw new Unusable(refusal(seen));
    }
    return seen;
  }

  private static boolean isTold(Policy policy) {
    var status = policy.getStatus();
    return status != null
        && status.preview() != null
        && policy.getMetadata().getGeneration().equals(status.preview().generation());
  }

  /** Why it can not be tried; null when it can, or when nobody has said yet. */
  private static String refusal(Policy policy) {
    var status = policy.getStatus();
    if (status == null || status.conditions() == null) {
      return null;
    }
    return status.conditions().stream()
        .filter(PolicyPreviewCommand::isRefusal)
        .map(Condition::getMessage)
        .findFirst()
        .orElse(null);
  }

  /** A rule of its own may be refused before anybody tries it; its bundle takes a moment. */
  private static boolean isRefusal(Condition condition) {
    return switch (condition.getType()) {
      case "Checked" -> condition.getStatus().equals("False");
      case "Enforced" -> !Set.of("Previewed", "AwaitingBundle").contains(condition.getReason());
      default -> false;
    };
  }

  private int print(Policy policy) {
    var out = spec.commandLine().getOut();
    PolicyPreview preview = policy.getStatus().preview();
    out.printf(
        "%s (%s) on %d objects: %d denied, %d warned, %d audited, %d exempt%n",
        policy.getSpec().policy(),
        policy.getStatus().title(),
        preview.objects(),
        preview.denied(),
        preview.warned(),
        preview.audited(),
        preview.exempt());
    if (!preview.complete()) {
      out.println(
          "INCOMPLETE: some objects could not be read or judged; the operator's log says which");
    }
    if (preview.departmentsTotal() > 0) {
      out.println();
      departments(preview).forEach(out::println);
      out.println();
      objects(preview).forEach(out::println);
    }
    return preview.denied() > 0 ? 1 : 0;
  }

  private static List<String> departments(PolicyPreview preview) {
    var table = new Table(List.of("DEPARTMENT", "DENIED", "WARNED", "AUDITED", "EXEMPT"));
    preview
        .departments()
        .forEach(
            d ->
                table.row(
                    List.of(
                        d.name(),
                        d.denied().toString(),
                        d.warned().toString(),
                        d.audited().toString(),
                        d.exempt().toString())));
    return table.lines();
  }

  private static List<String> objects(PolicyPreview preview) {
    var table = new Table(List.of("OBJECT", "NAMESPACE", "RESULT", "MESSAGE"));
    preview
        .examples()
        .forEach(
            e ->
                table.row(
                    List.of(
                        "%s/%s".formatted(e.kind(), e.name()),
                        e.namespace(),
                        e.exception() == null
                            ? e.result()
                            : "%s by %s".formatted(e.result(), e.exception()),
                        e.message())));
    return table.lines();
  }
}
