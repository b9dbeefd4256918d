package dev.yunzhi.e2e.bench;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Writes copies of objects, without our labels, as fast as a bare client can: several requests at
 * once, each namespace before what is in it.
 */
final class BareWriter implements AutoCloseable {

  private final KubernetesClient client;
  private final ExecutorService threads;

  /**
   * @param threads how many requests are under way at once
   */
  BareWriter(KubernetesClient client, int threads) {
    this.client = client;
    this.threads = Executors.newFixedThreadPool(threads);
  }

  /**
   * Creates a copy of each object, in namespaces that are named after the prefix.
   *
   * @return nanoseconds until all are there
   */
  long write(List<HasMetadata> objects, String prefix) {
    List<HasMetadata> copies = copies(objects, prefix);
    long start = System.nanoTime();
    create(copies);
    return System.nanoTime() - start;
  }

  /** Copies of the objects, in namespaces that are named after the prefix; namespaces first. */
  List<HasMetadata> copies(List<HasMetadata> objects, String prefix) {
    Map<String, String> renamed = new LinkedHashMap<>();
    List<HasMetadata> namespaces = new ArrayList<>();
    List<HasMetadata> others = new ArrayList<>();
    for (HasMetadata object : objects) {
      if (object instanceof Namespace) {
        String name = prefix + "-" + renamed.size();
        renamed.put(object.getMetadata().getName(), name);
        namespaces.add(
            new NamespaceBuilder().withNewMetadata().withName(name).endMetadata().build());
      }
    }
    KubernetesSerialization copier = client.getKubernetesSerialization();
    for (HasMetadata object : objects) {
      if (!(object instanceof Namespace)) {
        HasMetadata copy = copier.clone(object);
        copy.setMetadata(
            new ObjectMetaBuilder()
                .withName(object.getMetadata().getName())
                .withNamespace(renamed.get(object.getMetadata().getNamespace()))
                .build());
        others.add(copy);
      }
    }
    namespaces.addAll(others);
    return namespaces;
  }

  /** Creates all, namespaces before the others, and waits for all of them. */
  void create(List<? extends HasMetadata> objects) {
    createAll(objects.stream().filter(Namespace.class::isInstance).toList());
    createAll(objects.stream().filter(object -> !(object instanceof Namespace)).toList());
  }

  private void createAll(List<? extends HasMetadata> objects) {
    CompletableFuture.allOf(
            objects.stream()
                .map(
                    object ->
                        CompletableFuture.runAsync(() -> client.resource(object).create(), threads))
                .toArray(CompletableFuture[]::new))
        .join();
  }

  @Override
  public void close() {
    threads.shutdown();
  }
}
