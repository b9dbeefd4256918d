package dev.yunzhi.controlplane.publication;

import dev.yunzhi.api.v1alpha1.Policy;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import java.util.Optional;

/** The Policy objects of the cluster. Thread-safe. */
public interface PolicyObjects {

  /** All of them; empty while it is not known yet which there are. */
  Optional<List<Policy>> all();

  /** Has the listener called after each change of what they want. */
  void onChange(Runnable listener);

  /**
   * Writes the control-plane's part of a status.
   *
   * @param policy as it was seen
   * @param revision the first that has the rule; null when none has
   * @param enforcedBy how many of the operator's replicas enforce it, {@code n/m}; null when none
   *     has reported
   * @param conditions empty takes them off
   */
  void say(Policy policy, String revision, String enforcedBy, List<Condition> conditions);
}
