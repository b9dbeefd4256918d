package dev.yunzhi.policy.gatekeeper;

/**
 * A ConstraintTemplate or a constraint that cannot be carried out. The message names the field and
 * what would be right; it is written for the author.
 */
public final class RefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  /**
   * @param field from the object's root, for example {@code spec.targets[0].rego}
   * @param what what is wrong and what would be right
   */
  RefusedException(String field, String what) {
    super(field + ": " + what);
  }
}
