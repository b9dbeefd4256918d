package dev.yunzhi.cli;

import dev.yunzhi.cli.Failures.Unusable;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code yunzhi request preview}. */
@Command(
    name = "preview",
    description =
        "Tell what would become of a request, without making it: what would be made, which policies"
            + " would speak, who would have to agree, what would remain of the budget. Nothing is"
            + " recorded. Exit code 1 when a request would be refused.",
    mixinStandardHelpOptions = true)
final class RequestPreviewCommand implements Callable<Integer> {

  private static final String FIELD_MANAGER = "yunzhi";

  @Mixin private Connection connection;

  @Spec private CommandSpec spec;

  @Option(
      names = {"-f", "--filename"},
      required = true,
      paramLabel = "FILE",
      description = "YAML or JSON with one or more TenantRequests; - reads standard input.")
  private String file;

  @Option(
      names = {"-n", "--namespace"},
      paramLabel = "NAME",
      description = "Home namespace for requests that name none.")
  private String namespace;

  @Override
  public Integer call() throws Unusable, IOException {
    boolean refused = false;
    var warnings = new Warnings();
    try (KubernetesClient client = connection.client(Map.of("warnings", warnings))) {
      for (HasMetadata request : requests(client)) {
        refused |= !preview(client, request, warnings);
      }
    }
    return refused ? 1 : 0;
  }

  /** As they stand in the file: a field that no TenantRequest has is for the API server to name. */
  private List<HasMetadata> requests(KubernetesClient client) throws Unusable, IOException {
    Object read;
    try (InputStream text = file.equals("-") ? System.in : Files.newInputStream(Path.of(file))) {
      read = client.getKubernetesSerialization().unmarshal(text);
    } catch (NoSuchFileException e) {
      throw new Unusable("--filename: %s does not exist".formatted(file));
    } catch (KubernetesClientException | IllegalArgumentException e) {
      throw new Unusable("--filename: %s is no YAML or JSON of Kubernetes objects".formatted(file));
    }
    var requests =
        (read instanceof Collection<?> several ? several : List.of(read))
            .stream()
                .filter(HasMetadata.class::isInstance)
                .map(HasMetadata.class::cast)
                .filter(o -> "TenantRequest".equals(o.getKind()))
                .toList();
    if (requests.isEmpty()) {
      throw new Unusable("--filename: %s holds no TenantRequest".formatted(file));
    }
    return requests;
  }

  /** Whether it would be let in. */
  private boolean preview(KubernetesClient client, HasMetadata request, Warnings warnings) {
    if (request.getMetadata().getNamespace() == null) {
      request.getMetadata().setNamespace(namespace);
    }
    var out = spec.commandLine().getOut();
    int before = warnings.texts().size();
    String refusal = null;
    try {
      client
          .resource(request)
          .dryRun()
          .fieldManager(FIELD_MANAGER)
          .forceConflicts()
          .serverSideApply();
    } catch (KubernetesClientException e) {
      if (e.getStatus() == null || e.getCode() < 400 || e.getCode() >= 500) {
        throw e;
      }
      refusal = e.getStatus().getMessage();
    }
    out.printf(
        "TenantRequest %s/%s would be %s%n",
        request.getMetadata().getNamespace(),
        request.getMetadata().getName(),
        refusal == null ? "taken" : "refused");
    var said = warnings.texts();
    said.subList(before, said.size()).forEach(text -> out.println("  " + text));
    if (refusal != null) {
      refusal.lines().forEach(line -> out.println("  " + line));
    }
    return refusal == null;
  }
}
