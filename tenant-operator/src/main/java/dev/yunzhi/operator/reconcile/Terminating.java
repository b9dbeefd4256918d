package dev.yunzhi.operator.reconcile;

import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceCondition;
import java.util.stream.Collectors;

/** What keeps a namespace from being gone. */
public final class Terminating {

  /**
   * In Kubernetes' own words, which name the finalizers and how many objects have them.
   *
   * @return {@code ": …"}; empty when nothing is known to hold it up
   */
  public static String heldUpBy(Namespace namespace) {
    var status = namespace.getStatus();
    if (status == null || status.getConditions() == null) {
      return "";
    }
    String why =
        status.getConditions().stream()
            .filter(c -> "True".equals(c.getStatus()))
            .map(NamespaceCondition::getMessage)
            .collect(Collectors.joining(" "));
    return why.isEmpty() ? "" : ": " + why;
  }

  private Terminating() {}
}
