package dev.yunzhi.controlplane.publication;

import dev.yunzhi.api.v1alpha1.Policy;
import dev.yunzhi.api.v1alpha1.PolicyStatus;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** The Policy objects, watched at the API server. */
final class WatchedPolicies implements PolicyObjects, SmartLifecycle, ResourceEventHandler<Policy> {
  private static final Logger LOG = LoggerFactory.getLogger(WatchedPolicies.class);

  private final KubernetesClient client;
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private volatile SharedIndexInformer<Policy> informer;

  WatchedPolicies(KubernetesClient client) {
    this.client = client;
  }

  @Override
  public void start() {
    SharedIndexInformer<Policy> watching = client.resources(Policy.class).runnableInformer(0);
    watching.exceptionHandler(
        (started, error) -> {
          LOG.warn("watching Policies failed, trying again: {}", error.getMessage());
          return true;
        });
    watching.addEventHandler(this);
    informer = watching;
    watching.start();
  }

  @Override
  public Optional<List<Policy>> all() {
    SharedIndexInformer<Policy> watching = informer;
    return watching == null || !watching.hasSynced()
        ? Optional.empty()
        : Optional.of(watching.getStore().list());
  }

  @Override
  public void onChange(Runnable listener) {
    listeners.add(listener);
  }

  @Override
  public void say(Policy policy, String revision, String enforcedBy, List<Condition> conditions) {
    Policy bare = new Policy();
    // Another object may have the name by now, of which this is not true.
    bare.setMetadata(
        new ObjectMetaBuilder()
            .withName(policy.getMetadata().getName())
            .withUid(policy.getMetadata().getUid())
            .build());
    bare.setStatus(
        new PolicyStatus(
            null, null, null, null, null, revision, enforcedBy, null, null, null, conditions));
    client.resource(bare).subresource("status").patch(ServerSideApply.OURS);
  }

  @Override
  public void onAdd(Policy policy) {
    changed();
  }

  @Override
  public void onUpdate(Policy before, Policy after) {
    // A status says nothing that is not known here.
    if (!Objects.equals(
        before.getMetadata().getGeneration(), after.getMetadata().getGeneration())) {
      changed();
    }
  }

  @Override
  public void onDelete(Policy policy, boolean unknown) {
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
    SharedIndexInformer<Policy> watching = informer;
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
