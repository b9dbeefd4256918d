package dev.yunzhi.operator.cloud;

import dev.yunzhi.api.v1alpha1.CloudCapacity;
import dev.yunzhi.operator.budget.CanonicalQuantity;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.math.BigDecimal;
import java.util.List;

/** One look at a cluster. */
final class Probe {

  /** Identity of the cluster: the uid of its namespace {@code kube-system}. */
  static String identity(KubernetesClient client) {
    Namespace system = client.namespaces().withName("kube-system").get();
    return system == null ? null : system.getMetadata().getUid();
  }

  /** What is to be seen of the cluster that has this identity. */
  static CloudHealth.Sight of(KubernetesClient client, String identity) {
    return new CloudHealth.Sight(
        identity,
        client.getKubernetesVersion().getGitVersion(),
        capacity(client.nodes().list().getItems()));
  }

  /** What nodes that take pods have to give, in canonical form. */
  static CloudCapacity capacity(List<Node> nodes) {
    var taking = nodes.stream().filter(Probe::takesPods).toList();
    return new CloudCapacity(taking.size(), sum(taking, "cpu", false), sum(taking, "memory", true));
  }

  private static boolean takesPods(Node node) {
    return !Boolean.TRUE.equals(node.getSpec().getUnschedulable())
        && node.getStatus() != null
        && node.getStatus().getConditions() != null
        && node.getStatus().getConditions().stream()
            .anyMatch(c -> c.getType().equals("Ready") && c.getStatus().equals("True"));
  }

  private static Quantity sum(List<Node> nodes, String resource, boolean binary) {
    BigDecimal sum = BigDecimal.ZERO;
    for (Node node : nodes) {
      var allocatable = node.getStatus().getAllocatable();
      Quantity amount = allocatable == null ? null : allocatable.get(resource);
      if (amount != null) {
        sum = sum.add(amount.getNumericalAmount());
      }
    }
    return CanonicalQuantity.of(sum, binary);
  }

  private Probe() {}
}
