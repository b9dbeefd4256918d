package dev.yunzhi.controlplane.publication;

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
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** The ConstraintTemplates, watched at the API server. */
final class WatchedTemplates
    implements TemplateObjects, SmartLifecycle, ResourceEventHandler<GenericKubernetesResource> {
  private static final Logger LOG = LoggerFactory.getLogger(WatchedTemplates.class);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ResourceDefinitionContext KIND =
      new ResourceDefinitionContext.Builder()
          .withGroup("templates.gatekeeper.sh")
          .withVersion("v1")
          .withKind("ConstraintTemplate")
          .withPlural("constrainttemplates")
          .withNamespaced(false)
          .build();

  private final KubernetesClient client;
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private volatile SharedIndexInformer<GenericKubernetesResource> informer;
  private volatile boolean absent;

  WatchedTemplates(KubernetesClient client) {
    this.client = client;
  }

  @Override
  public void start() {
    SharedIndexInformer<GenericKubernetesResource> watching =
        client.genericKubernetesResources(KIND).runnableInformer(0);
    watching.exceptionHandler(
        (started, error) -> {
          absent =
              error instanceof KubernetesClientException answered
                  && answered.getCode() == HttpURLConnection.HTTP_NOT_FOUND;
          LOG.warn(
              "watching ConstraintTemplates failed, trying again: {}",
              absent ? "the cluster does not have the kind" : error.getMessage());
          return true;
        });
    watching.addEventHandler(this);
    informer = watching;
    watching.start();
  }

  @Override
  public Optional<List<JsonNode>> all() {
    SharedIndexInformer<GenericKubernetesResource> watching = informer;
    if (watching == null || !watching.hasSynced()) {
      return absent ? Optional.of(List.of()) : Optional.empty();
    }
    return Optional.of(
        watching.getStore().list().stream().<JsonNode>map(JSON::valueToTree).toList());
  }

  @Override
  public void onChange(Runnable listener) {
    listeners.add(listener);
  }

  @Override
  public void say(JsonNode template, ObjectNode status) {
    ObjectNode bare = JSON.createObjectNode();
    bare.put("apiVersion", "templates.gatekeeper.sh/v1").put("kind", "ConstraintTemplate");
    // Another object may have the name by now, of which this is not true.
    bare.putObject("metadata")
        .put("name", template.at("/metadata/name").asText())
        .put("uid", template.at("/metadata/uid").asText());
    bare.set("status", status);
    client
        .genericKubernetesResources(KIND)
        .resource(JSON.convertValue(bare, GenericKubernetesResource.class))
        .subresource("status")
        .patch(ServerSideApply.OURS);
  }

  @Override
  public void onAdd(GenericKubernetesResource template) {
    changed();
  }

  @Override
  public void onUpdate(GenericKubernetesResource before, GenericKubernetesResource after) {
    // A status says nothing that is not known here; annotations say what the inventory needs.
    if (!Objects.equals(before.getMetadata().getGeneration(), after.getMetadata().getGeneration())
        || !Objects.equals(
            before.getMetadata().getAnnotations(), after.getMetadata().getAnnotations())) {
      changed();
    }
  }

  @Override
  public void onDelete(GenericKubernetesResource template, boolean unknown) {
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
    SharedIndexInformer<GenericKubernetesResource> watching = informer;
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
