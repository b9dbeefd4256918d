package dev.yunzhi.operator.cluster;

import dev.yunzhi.api.v1alpha1.Yunzhi;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.processing.dependent.kubernetes.SSABasedGenericKubernetesResourceMatcher;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;

/** Brings objects of the cluster to their desired state, writing only what differs. Thread-safe. */
public final class Applier {

  private final KubernetesClient client;
  private final Informers informers;
  private final SharedParts parts;
  private final Executor executor;

  /**
   * @param executor its size bounds how many writes are under way at once
   */
  public Applier(
      KubernetesClient client, Informers informers, SharedParts parts, Executor executor) {
    this.client = client;
    this.informers = informers;
    this.parts = parts;
    this.executor = executor;
  }

  /**
   * Applies all that differ, side by side, and waits for all of them.
   *
   * @throws io.fabric8.kubernetes.client.KubernetesClientException the first refusal; the others
   *     have been tried too
   */
  public void apply(Collection<? extends HasMetadata> desired, Context<?> context) {
    var different = desired.stream().filter(d -> !stands(d, context)).toList();
    together(different.stream().<Runnable>map(d -> () -> write(d)).toList());
  }

  /** Deletes all of them, side by side; those already gone are as good as deleted. */
  public void delete(Collection<? extends HasMetadata> objects) {
    together(objects.stream().<Runnable>map(o -> () -> client.resource(o).delete()).toList());
  }

  /** Whether the cluster holds the object as desired. */
  @SuppressWarnings("unchecked")
  public <T extends HasMetadata> boolean stands(T desired, Context<?> context) {
    var meta = desired.getMetadata();
    T actual = informers.of((Class<T>) desired.getClass()).get(meta.getNamespace(), meta.getName());
    return actual != null
        && SSABasedGenericKubernetesResourceMatcher.<T>getInstance()
            .matches(actual, desired, context);
  }

  /** Applies one object, whether or not it differs, as the operator does. */
  public void write(HasMetadata desired) {
    writeAs(Yunzhi.FIELD_MANAGER, desired);
  }

  /**
   * Applies a part of an object that another field manager keeps the rest of.
   *
   * @param fieldManager owns the fields of {@code desired}, and no others
   */
  public <T extends HasMetadata> void writeAs(String fieldManager, T desired) {
    // What is sent is typed: to look for unknown fields, the server would parse all twice.
    var apply = ServerSideApply.by(fieldManager).withFieldValidation("Ignore").build();
    wrote(client.resource(desired).patch(apply, desired));
  }

  /** Sees to it that what was written is seen at once by all who read what is watched. */
  @SuppressWarnings("unchecked")
  public <T extends HasMetadata> void wrote(T written) {
    informers.of((Class<T>) written.getClass()).wrote(parts.share(written));
  }

  private void together(List<Runnable> writes) {
    if (writes.size() == 1) {
      writes.get(0).run();
      return;
    }
    var pending = new ArrayList<CompletableFuture<Void>>();
    for (Runnable write : writes) {
      pending.add(CompletableFuture.runAsync(write, executor));
    }
    try {
      CompletableFuture.allOf(pending.toArray(CompletableFuture<?>[]::new)).join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException refused) {
        throw refused;
      }
      throw e;
    }
  }
}
