package dev.yunzhi.operator.reconcile;

import dev.yunzhi.operator.condition.Reason;

/**
 * Something that a person has to put right before an object can be carried out. It becomes a
 * condition; trying again by itself would not help.
 */
public final class Obstacle extends Exception {
  private static final long serialVersionUID = 1;
  private final Reason reason;

  /**
   * @param reason of the condition that is to say so
   * @param message what is wrong and what would be right
   */
  public Obstacle(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
