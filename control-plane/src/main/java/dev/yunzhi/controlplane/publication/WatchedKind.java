package dev.yunzhi.controlplane.publication;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Informable;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.net.HttpURLConnection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** The objects of one kind, watched at the API server. Thread-safe. */
abstract class WatchedKind<T extends HasMetadata>
    implements SmartLifecycle, ResourceEventHandler<T> {
  private static final Logger LOG = LoggerFactory.getLogger(WatchedKind.class);

  private final String plural;
  private final Informable<T> objects;
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private volatile SharedIndexInformer<T> informer;
  private volatile boolean absent;

  /**
   * @param plural as people are told
   * @param objects all of them
   */
  WatchedKind(String plural, Informable<T> objects) {
    this.plural = plural;
    this.objects = objects;
  }

  @Override
  public void start() {
    SharedIndexInformer<T> watching = objects.runnableInformer(0);
    watching.exceptionHandler(
        (started, error) -> {
          absent =
              error instanceof KubernetesClientException answered
                  && answered.getCode() == HttpURLConnection.HTTP_NOT_FOUND;
          LOG.warn(
              "watching {} failed, trying again: {}",
              plural,
              absent ? "the cluster does not have the kind" : error.getMessage());
          return true;
        });
    watching.addEventHandler(this);
    informer = watching;
    watching.start();
  }

  /** All of them; empty while it is not known yet which there are. */
  final Optional<List<T>> known() {
    SharedIndexInformer<T> watching = informer;
    return watching == null || !watching.hasSynced()
        ? Optional.empty()
        : Optional.of(watching.getStore().list());
  }

  /** Whether the cluster said last that it does not have the kind. */
  final boolean isAbsent() {
    return absent;
  }

  /** Has the listener called after each change of what they want. */
  public void onChange(Runnable listener) {
    listeners.add(listener);
  }

  /** Whether they want something else: a status says nothing that is not known here. */
  boolean isChange(T before, T after) {
    return !Objects.equals(
        before.getMetadata().getGeneration(), after.getMetadata().getGeneration());
  }

  @Override
  public void onAdd(T object) {
    changed();
  }

  @Override
  public void onUpdate(T before, T after) {
    if (isChange(before, after)) {
      changed();
    }
  }

  @Override
  public void onDelete(T object, boolean unknown) {
    changed();
  }

  @Override
  public void onNothing() {
    changed();
  }

  private void changed() {
    listeners.forEach(Runnable::run);
  }

  @Override
  public void stop() {
    SharedIndexInformer<T> watching = informer;
    informer = null;
    if (watching != null) {
      watching.stop();
    }
  }

  @Override
  public boolean isRunning() {
    return informer != null;
  }
}
