package dev.yunzhi.operator.decision;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Takes decisions down. Thread-safe. */
interface DecisionLog {

  /**
   * Returns when the decision is safe. Never throws: what cannot be kept is counted and logged, for
   * admission has to go on.
   */
  void append(ObjectNode event);

  /** As {@link #append}, of several at once. */
  default void appendAll(List<ObjectNode> events) {
    events.forEach(this::append);
  }
}
