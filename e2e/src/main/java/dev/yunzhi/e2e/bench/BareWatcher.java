package dev.yunzhi.e2e.bench;

import dev.yunzhi.api.v1alpha1.Department;
import dev.yunzhi.api.v1alpha1.Tenant;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * A program that lists and watches what the operator does, keeps it, and does nothing else: the
 * least that memory and start can be measured by.
 */
final class BareWatcher {

  /**
   * What it took.
   *
   * @param millis from the start of the process until all is listed
   */
  record Found(long millis, ResidentMemory memory) {}

  private BareWatcher() {}

  /** Starts one with the options of the JVM, waits until it has listed all, and ends it. */
  static Found measure(Path kubeconfig, List<String> jvm) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(jvm);
    command.addAll(
        List.of(
            "-cp",
            System.getProperty("java.class.path"),
            BareWatcher.class.getName(),
            kubeconfig.toString()));
    long start = System.nanoTime();
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    try {
      if (process.inputReader().readLine() == null) {
        throw new IOException("the bare watcher ended with " + process.waitFor());
      }
      long millis = (System.nanoTime() - start) / 1_000_000;
      return new Found(millis, ResidentMemory.of(process.pid()));
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  public static void main(String[] arguments) throws InterruptedException {
    try (KubernetesClient client =
        new KubernetesClientBuilder()
            .withConfig(Config.fromKubeconfig(Path.of(arguments[0]).toFile()))
            .build()) {
      List<SharedIndexInformer<?>> kept = new ArrayList<>();
      List<Class<? extends HasMetadata>> kinds = new ArrayList<>(TenantObjects.KINDS);
      kinds.addAll(List.of(Tenant.class, Department.class));
      kinds.forEach(kind -> kept.add(client.resources(kind).inAnyNamespace().runnableInformer(0)));
      CompletableFuture.allOf(
              kept.stream()
                  .map(informer -> informer.start().toCompletableFuture())
                  .toArray(CompletableFuture[]::new))
          .join();
      System.out.println("listed");
      Thread.sleep(Long.MAX_VALUE);
    }
  }
}
