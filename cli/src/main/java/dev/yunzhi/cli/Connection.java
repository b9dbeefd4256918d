package dev.yunzhi.cli;

import dev.yunzhi.cli.Failures.Unusable;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.io.File;
import java.util.Map;
import picocli.CommandLine.Option;

/** Which cluster, and as whom: the options of kubectl. */
final class Connection {

  @Option(
      names = "--kubeconfig",
      paramLabel = "FILE",
      description = "Kubeconfig to use. Default: $$KUBECONFIG, then ~/.kube/config.")
  private File kubeconfig;

  @Option(
      names = "--context",
      paramLabel = "NAME",
      description = "Context of the kubeconfig. Default: its current one.")
  private String context;

  KubernetesClient client() throws Unusable {
    return client(Map.of());
  }

  /**
   * @param interceptors by name; they see every answer
   */
  KubernetesClient client(Map<String, Interceptor> interceptors) throws Unusable {
    Config config = config();
    config.setRequestRetryBackoffLimit(1);
    return new KubernetesClientBuilder()
        .withConfig(config)
        .withHttpClientBuilderConsumer(http -> interceptors.forEach(http::addOrReplaceInterceptor))
        .build();
  }

  private Config config() throws Unusable {
    if (kubeconfig == null) {
      return Config.autoConfigure(context);
    }
    if (!kubeconfig.canRead()) {
      throw new Unusable("--kubeconfig: %s cannot be read".formatted(kubeconfig));
    }
    Config config = Config.fromKubeconfig(kubeconfig);
    if (context == null) {
      return config;
    }
    var chosen = config.getContexts().stream().filter(c -> c.getName().equals(context)).findFirst();
    if (chosen.isEmpty()) {
      throw new Unusable(
          "--context: %s has no context %s; it has %s"
              .formatted(
                  kubeconfig,
                  context,
                  config.getContexts().stream().map(c -> c.getName()).sorted().toList()));
    }
    return Config.fromKubeconfig(context, kubeconfig);
  }
}
