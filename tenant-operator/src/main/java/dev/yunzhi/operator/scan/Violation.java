package dev.yunzhi.operator.scan;

import dev.yunzhi.policy.Effect;
import dev.yunzhi.policy.Finding;
import java.util.Comparator;

/**
 * What one policy found in an existing object. Which clauses the policy carries out is left to its
 * description.
 *
 * @param exception that covers it; null when none does
 */
record Violation(
    String policy, Effect effect, String message, String messageZh, String path, String exception) {

  static final Comparator<Violation> ORDER =
      Comparator.comparing(Violation::policy)
          .thenComparing(Violation::path)
          .thenComparing(Violation::message);

  static Violation of(Finding finding) {
    return new Violation(
        finding.policy(),
        finding.effect(),
        finding.message(),
        finding.messageZh(),
        finding.path(),
        finding.exempt() ? finding.exception() : null);
  }

  boolean exempt() {
    return exception != null;
  }
}
