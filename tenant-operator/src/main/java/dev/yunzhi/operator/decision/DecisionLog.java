package dev.yunzhi.operator.decision;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Takes decisions down. Thread-safe. */
interface DecisionLog {

  /**
   * Returns when the decision is safe. Never throws: what cannot be kept is counted and logged, for
   * admission has to go on.
   */
  void append(ObjectNode event);
}
