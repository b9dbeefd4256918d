package dev.yunzhi.operator.reconcile;

import dev.yunzhi.api.v1alpha1.Labels;
import dev.yunzhi.api.v1alpha1.Tenant;
import dev.yunzhi.operator.cluster.Informers;
import dev.yunzhi.operator.condition.Reason;
import dev.yunzhi.operator.model.NamespaceOwner;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Objects;

/** Sees to it that a namespace is never taken over from somebody else. */
public final class NamespaceOwnership {

  private final KubernetesClient client;
  private final Informers informers;

  public NamespaceOwnership(KubernetesClient client, Informers informers) {
    this.client = client;
    this.informers = informers;
  }

  /**
   * Lets a department's own home pass, and a name that is free.
   *
   * @throws Obstacle when a namespace of that name exists that is not this department's home
   */
  public void requireHome(Namespace desired) throws Obstacle {
    Namespace actual = actual(desired);
    if (actual != null && !sameLabel(actual, desired, Labels.DEPARTMENT_HOME)) {
      throw new Obstacle(
          Reason.NAME_TAKEN,
          "Namespace %s exists and is not the home of this department; remove it, or create the department under another name."
              .formatted(desired.getMetadata().getName()));
    }
    requireAlive(actual);
  }

  /**
   * Lets a tenant's own namespace pass, and a name that is free.
   *
   * @throws Obstacle when a namespace of that name exists that does not belong to this tenant of
   *     this department
   */
  public void requireTenant(Namespace desired, Tenant tenant) throws Obstacle {
    Namespace actual = actual(desired);
    if (actual != null && !NamespaceOwner.isOf(actual, tenant)) {
      throw new Obstacle(
          Reason.NAMESPACE_TAKEN,
          "Namespace %s exists and does not belong to this tenant of department %s; remove it, or name another in spec.namespaces."
              .formatted(desired.getMetadata().getName(), tenant.getSpec().department()));
    }
    requireAlive(actual);
  }

  private static void requireAlive(Namespace actual) throws Obstacle {
    if (actual != null && actual.isMarkedForDeletion()) {
      throw new Obstacle(
          Reason.NAMESPACE_TERMINATING,
          "Namespace %s is being deleted; it is made again once it is gone%s."
              .formatted(actual.getMetadata().getName(), Terminating.heldUpBy(actual)));
    }
  }

  /** Only managed namespaces are watched: what is not among them may still exist. */
  private Namespace actual(Namespace desired) {
    String name = desired.getMetadata().getName();
    Namespace watched = informers.of(Namespace.class).get(name);
    return watched != null ? watched : client.namespaces().withName(name).get();
  }

  private static boolean sameLabel(Namespace actual, Namespace desired, String label) {
    var labels = actual.getMetadata().getLabels();
    return labels != null
        && Objects.equals(labels.get(label), desired.getMetadata().getLabels().get(label));
  }
}
