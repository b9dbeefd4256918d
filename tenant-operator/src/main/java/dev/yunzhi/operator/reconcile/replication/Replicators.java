package dev.yunzhi.operator.reconcile.replication;

import dev.yunzhi.operator.model.Replicator;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.RequestConfigBuilder;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Clients that act as the replicators of home namespaces, over the operator's own connection. What
 * is copied is read and written by these alone: the operator itself may not read a Secret.
 * Thread-safe.
 */
public final class Replicators {

  private final KubernetesClient operator;
  private final Map<String, KubernetesClient> byHome = new ConcurrentHashMap<>();

  public Replicators(KubernetesClient operator) {
    this.operator = operator;
  }

  /** The client of the replicator of that home namespace; not to be closed. */
  KubernetesClient of(String home) {
    return byHome.computeIfAbsent(home, this::impersonating);
  }

  private KubernetesClient impersonating(String home) {
    var request =
        new RequestConfigBuilder(operator.getConfiguration().getRequestConfig())
            .withImpersonateUsername(Replicator.userName(home))
            .build();
    return operator.newClient(request).adapt(KubernetesClient.class);
  }
}
