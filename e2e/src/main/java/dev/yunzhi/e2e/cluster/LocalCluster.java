package dev.yunzhi.e2e.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A Kubernetes control plane: etcd, kube-apiserver and kube-controller-manager. There are no nodes,
 * so pods stay Pending.
 *
 * <p>Thread-safe. Everything ends when it is closed, and when this JVM ends, however it ends.
 */
public final class LocalCluster implements Cluster {
  private final Path directory;
  private final ClusterTools tools;
  private final Launch launch;
  private final KubernetesClient admin;

  private LocalCluster(Path directory, Launch launch) {
    this.directory = directory;
    this.tools = new ClusterTools(directory);
    this.launch = launch;
    this.admin = client(kubeconfig());
  }

  /**
   * Starts a cluster whose data, keys, ports and logs lie in the directory, and waits until it is
   * ready. On a directory that was used before, the same cluster comes back.
   *
   * @throws IllegalStateException if a program is not built, or if the cluster does not become
   *     ready: with the reason
   */
  public static LocalCluster start(Path directory) {
    return start(directory, Optional.empty(), Lifetime.OF_THIS_JVM);
  }

  /** Starts a cluster that sends its audit events to a webhook. */
  public static LocalCluster start(Path directory, AuditWebhook audit) {
    return start(directory, audit, Lifetime.OF_THIS_JVM);
  }

  /**
   * Starts a cluster that lives as long as is said; in a container it always ends with this JVM.
   */
  public static LocalCluster start(Path directory, AuditWebhook audit, Lifetime lifetime) {
    return start(directory, Optional.of(audit), lifetime);
  }

  private static LocalCluster start(
      Path directory, Optional<AuditWebhook> audit, Lifetime lifetime) {
    Path absolute = directory.toAbsolutePath().normalize();
    List<String> options = new ArrayList<>();
    audit.ifPresent(
        webhook ->
            options.addAll(
                List.of(
                    "--audit-webhook-url", webhook.url().toString(),
                    "--audit-webhook-token-file", webhook.tokenFile().toAbsolutePath().toString(),
                    "--audit-webhook-ca", webhook.ca().toAbsolutePath().toString())));
    List.of("etcd", "kube-apiserver", "kube-controller-manager").forEach(Programs::path);
    if (Containers.wanted()) {
      List<String> command =
          new ArrayList<>(List.of("cluster", "--dir", absolute.toString(), "--until-stdin-closes"));
      command.addAll(options);
      List<Path> reads =
          audit
              .map(
                  webhook ->
                      List.of(webhook.tokenFile().toAbsolutePath(), webhook.ca().toAbsolutePath()))
              .orElse(List.of());
      return new LocalCluster(absolute, ContainerLaunch.start(absolute, command, reads));
    }
    return new LocalCluster(
        absolute, Launch.start(lifetime, absolute, "cluster", options, Map.of()));
  }

  /**
   * Issues a serving certificate of the authority of the cluster in the directory, which need not
   * have been started yet.
   *
   * @param name of the files in {@code pki/}
   * @param hosts DNS names or IP addresses
   */
  public static Certificate certificate(Path directory, String name, String... hosts) {
    List<String> options = new ArrayList<>();
    for (String host : hosts) {
      options.add(host.matches("[0-9.]+|.*:.*") ? "--ip" : "--dns");
      options.add(host);
    }
    issue(directory, name, options);
    Path keys = directory.toAbsolutePath().resolve("pki");
    return new Certificate(keys.resolve(name + ".crt"), keys.resolve(name + ".key"));
  }

  private static void issue(Path directory, String name, List<String> options) {
    List<String> arguments =
        new ArrayList<>(List.of("certificate", "--dir", directory.toString(), "--out", name));
    arguments.addAll(options);
    new Command(Programs.path("local-cluster"), Map.of()).run("", arguments).orThrow();
  }

  /**
   * The PEM of the authority in the directory; there once the cluster has started or a certificate
   * was issued.
   */
  public static Path authority(Path directory) {
    return directory.toAbsolutePath().resolve("pki/ca.crt");
  }

  public Path directory() {
    return directory;
  }

  @Override
  public URI server() {
    return URI.create(launch.ready().get("server").asText());
  }

  /** The administrator's kubeconfig: member of {@code system:masters}. */
  @Override
  public Path kubeconfig() {
    return Path.of(launch.ready().get("kubeconfig").asText());
  }

  /** PEM of the authority that signs every certificate of the cluster. */
  public Path authority() {
    return Path.of(launch.ready().get("ca").asText());
  }

  @Override
  public KubernetesClient client() {
    return admin;
  }

  /**
   * A client as a user with the groups, known to the API server by a client certificate. The caller
   * closes it.
   */
  public KubernetesClient clientFor(String user, String... groups) {
    return client(kubeconfigFor(user, groups));
  }

  /** A kubeconfig of a user with the groups, by a client certificate. */
  public Path kubeconfigFor(String user, String... groups) {
    String name =
        "user-"
            + Integer.toHexString(Arrays.asList(groups).hashCode())
            + "-"
            + user.replaceAll("[^A-Za-z0-9.-]", "_");
    List<String> options = new ArrayList<>(List.of("--user", user));
    for (String group : groups) {
      options.add("--group");
      options.add(group);
    }
    issue(directory, name, options);
    return directory.resolve("pki").resolve(name + ".kubeconfig");
  }

  @Override
  public CommandResult kubectl(Path as, String input, String... arguments) {
    return tools.kubectl(as, input, arguments);
  }

  @Override
  public CommandResult helm(String... arguments) {
    return tools.helm(kubeconfig(), arguments);
  }

  /** The process of {@code etcd}, {@code kube-apiserver} or {@code kube-controller-manager}. */
  public ProcessHandle component(String name) {
    JsonNode component = launch.ready().path("components").path(name);
    return ProcessHandle.of(component.path("pid").asLong())
        .orElseThrow(() -> new IllegalStateException(name + " does not run"));
  }

  /** Whether the launcher, and so all of the cluster, still runs. */
  public boolean alive() {
    return launch.alive();
  }

  /** Kills the launcher as {@code kill -9} does; the kernel then kills the rest. */
  public void kill() {
    admin.close();
    launch.kill();
  }

  @Override
  public void close() {
    admin.close();
    launch.close();
  }

  private static KubernetesClient client(Path kubeconfig) {
    return new KubernetesClientBuilder()
        .withConfig(Config.fromKubeconfig(kubeconfig.toFile()))
        .build();
  }
}
