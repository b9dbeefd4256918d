package dev.yunzhi.operator.constraint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All objects of a kind that the cluster may have or not, kept up by a watch. Thread-safe. */
final class KindWatch implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(KindWatch.class);
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The first list comes in pages. */
  private static final long PAGE = 500;

  private final SharedIndexInformer<GenericKubernetesResource> informer;
  private final AtomicLong version = new AtomicLong();
  private volatile long absentSince;
  private volatile boolean absent;

  /**
   * Opens it.
   *
   * @param changed is called after each change, and when it is known that there is no such kind
   */
  KindWatch(KubernetesClient client, ResourceDefinitionContext kind, Runnable changed) {
    var all = client.genericKubernetesResources(kind);
    this.informer =
        kind.isNamespaceScoped()
            ? all.inAnyNamespace().withLimit(PAGE).runnableInformer(0)
            : all.withLimit(PAGE).runnableInformer(0);
    informer.exceptionHandler(
        (started, failure) -> {
          boolean missing =
              !informer.hasSynced()
                  && failure instanceof KubernetesClientException answered
                  && answered.getCode() == HttpURLConnection.HTTP_NOT_FOUND;
          if (!missing) {
            log.atInfo()
                .addKeyValue("kind", kind.getKind())
                .addKeyValue("cause", failure.getMessage())
                .log("A kind cannot be watched; it is tried again");
          } else {
            absentSince = System.nanoTime();
            absent = true;
            changed.run();
          }
          return !missing;
        });
    informer.addEventHandler(
        new Telling(
            () -> {
              version.incrementAndGet();
              changed.run();
            }));
    var unused = informer.start().whenComplete((ready, failure) -> changed.run());
  }

  /** The cluster had no such kind; another watch has to be opened to see whether it has by now. */
  boolean absent() {
    return absent;
  }

  /** Whether it is that long ago that the cluster had no such kind. */
  boolean absentFor(Duration time) {
    return absent && System.nanoTime() - absentSince >= time.toNanos();
  }

  /** Whether all that there is has been seen. */
  boolean known() {
    return absent || informer.hasSynced();
  }

  /** Grows after each change. */
  long version() {
    return version.get();
  }

  /** As the API server has them, without the record of who wrote which field. */
  List<JsonNode> list() {
    return informer.getStore().list().stream().map(KindWatch::json).toList();
  }

  private static JsonNode json(GenericKubernetesResource object) {
    JsonNode json = JSON.valueToTree(object);
    if (json.path("metadata") instanceof ObjectNode metadata) {
      metadata.remove("managedFields");
    }
    return json;
  }

  @Override
  public void close() {
    informer.stop();
  }

  private record Telling(Runnable changed)
      implements ResourceEventHandler<GenericKubernetesResource> {
    @Override
    public void onAdd(GenericKubernetesResource object) {
      changed.run();
    }

    @Override
    public void onUpdate(GenericKubernetesResource before, GenericKubernetesResource after) {
      changed.run();
    }

    @Override
    public void onDelete(GenericKubernetesResource object, boolean unknown) {
      changed.run();
    }
  }
}
