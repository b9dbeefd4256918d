package dev.yunzhi.operator.reconcile;

/**
 * Something that a person has to put right before an object can be carried out. It becomes a
 * condition; trying again by itself would not help.
 */
public final class Obstacle extends Exception {
  private static final long serialVersionUID = 1;
  private final String reason;

  /**
   * @param reason one of {@link Reasons}
   * @param message what is wrong and what would be right
   */
  public Obstacle(String reason, String message) {
    super(message);
    this.reason = reason;
  }

  public String reason() {
    return reason;
  }
}
