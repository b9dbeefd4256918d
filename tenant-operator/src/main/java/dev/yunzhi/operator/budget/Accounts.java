package dev.yunzhi.operator.budget;

import java.util.function.UnaryOperator;

/**
 * The accounts of all departments, where several writers meet. An implementation asks the API
 * server each time, never a watch.
 */
public interface Accounts {

  /**
   * An account as it was read.
   *
   * @param version of the department when it was read; opaque
   * @param generation of the department's spec
   * @param uid of the department
   * @param wanted {@code spec.budget} at that version
   */
  record Seen(
      String department,
      String version,
      long generation,
      String uid,
      Amounts wanted,
      Account account) {}

  /**
   * Reads anew.
   *
   * @return null when there is no such department
   */
  Seen read(String department);

  /**
   * Writes an account if the department is still at the version that was seen.
   *
   * @return false when it is not; nothing is written then
   */
  boolean swap(Seen seen, Account next);

  /**
   * Changes an account, reading it anew until nobody comes between. A department that is gone has
   * nothing to change.
   *
   * @return what stands after it; null when the department is gone
   */
  default Account change(String department, UnaryOperator<Account> change) {
    while (true) {
      Seen seen = read(department);
      if (seen == null) {
        return null;
      }
      Account next = change.apply(seen.account());
      if (next.equals(seen.account()) || swap(seen, next)) {
        return next;
      }
    }
  }
}
