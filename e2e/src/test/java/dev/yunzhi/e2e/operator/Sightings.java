package dev.yunzhi.e2e.operator;

import com.fasterxml.jackson.databind.JsonNode;
import dev.yunzhi.operator.condition.ConditionType;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * All conditions and events that the API server shows from now on, in the words of {@link
 * Provokes}: each version of each of our objects comes by, so what stands for a moment only is seen
 * too. Thread-safe.
 */
final class Sightings implements AutoCloseable {

  private final Set<String> seen = ConcurrentHashMap.newKeySet();
  private final List<Watch> watches = new ArrayList<>();

  Sightings(KubernetesClient client) {
    // From where the cluster stands now: what earlier tests left behind is not shown again.
    String now = client.namespaces().list().getMetadata().getResourceVersion();
    Arrays.stream(ConditionType.values())
        .map(ConditionType::kind)
        .distinct()
        .forEach(
            kind ->
                watches.add(
                    client
                        .resources(kind)
                        .inAnyNamespace()
                        .withResourceVersion(now)
                        .watch(each(this::conditions))));
    watches.add(
        client
            .events()
            .v1()
            .events()
            .inAnyNamespace()
            .withResourceVersion(now)
            .watch(each(this::event)));
  }

  /** Those seen so far. */
  Set<String> all() {
    return seen;
  }

  private void conditions(HasMetadata object) {
    JsonNode status = Serialization.jsonMapper().valueToTree(object).path("status");
    for (JsonNode condition : status.path("conditions")) {
      seen.add(
          "%s %s=%s %s"
              .formatted(
                  object.getKind(),
                  condition.path("type").asText(),
                  condition.path("status").asText(),
                  condition.path("reason").asText()));
    }
  }

  private void event(Event event) {
    seen.add("%s event %s".formatted(event.getRegarding().getKind(), event.getReason()));
  }

  private static <T> Watcher<T> each(Consumer<? super T> taken) {
    return new Watcher<>() {
      @Override
      public void eventReceived(Action action, T object) {
        if (action != Action.DELETED && action != Action.BOOKMARK && action != Action.ERROR) {
          taken.accept(object);
        }
      }

      @Override
      public void onClose(WatcherException cause) {}
    };
  }

  @Override
  public void close() {
    watches.forEach(Watch::close);
  }
}
