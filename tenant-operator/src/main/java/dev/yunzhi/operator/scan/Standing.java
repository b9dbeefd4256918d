package dev.yunzhi.operator.scan;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * What stands against one object.
 *
 * @param uid of the object
 * @param violations in a stable order
 * @param failure why it could not be judged when that was last tried; null when it was
 * @param run in which it was last looked at
 */
record Standing(String uid, String apiVersion, List<Dated> violations, String failure, long run) {

  /**
   * A violation and when it was first found so.
   *
   * @param since to the second
   */
  record Dated(Violation violation, Instant since) {}

  /** Both together; nothing else is said of the object. */
  Standing with(Standing more) {
    return new Standing(
        uid,
        apiVersion,
        Stream.concat(violations.stream(), more.violations.stream())
            .sorted(Comparator.comparing(Dated::violation, Violation.ORDER))
            .toList(),
        failure == null ? more.failure : failure,
        run);
  }

  /** The same, of violations that are equal. */
  Standing mapped(UnaryOperator<Violation> equal) {
    return new Standing(
        uid,
        apiVersion,
        violations.stream().map(d -> new Dated(equal.apply(d.violation()), d.since())).toList(),
        failure,
        run);
  }
}
