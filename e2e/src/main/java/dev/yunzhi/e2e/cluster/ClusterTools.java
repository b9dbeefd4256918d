package dev.yunzhi.e2e.cluster;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * kubectl and helm with caches and settings of their own: what the user of this machine has set
 * must not change a result.
 *
 * @param scratch folder of those caches
 */
record ClusterTools(Path scratch) {

  CommandResult kubectl(Path kubeconfig, String input, String... arguments) {
    return command("kubectl", kubeconfig).run(input, List.of(arguments));
  }

  CommandResult helm(Path kubeconfig, String... arguments) {
    return command("helm", kubeconfig).run("", List.of(arguments));
  }

  private Command command(String program, Path kubeconfig) {
    Map<String, String> environment =
        Map.of(
            "KUBECONFIG", kubeconfig.toString(),
            "KUBECACHEDIR", scratch.resolve("kubectl-cache").toString(),
            "HELM_CACHE_HOME", scratch.resolve("helm/cache").toString(),
            "HELM_CONFIG_HOME", scratch.resolve("helm/config").toString(),
            "HELM_DATA_HOME", scratch.resolve("helm/data").toString());
    return new Command(Programs.path(program), environment);
  }
}
