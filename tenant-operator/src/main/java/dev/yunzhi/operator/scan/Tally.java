package dev.yunzhi.operator.scan;

import dev.yunzhi.operator.scan.ScanTotals.Count;
import dev.yunzhi.operator.scan.Standing.Dated;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;

/**
 * How many violations stand, by policy and effect: kept up object by object, for to count them all
 * after each change would take longer than to judge what has changed. Not thread-safe.
 */
final class Tally {

  private static final String EXEMPT = "Exempt";

  /**
   * What violations are counted by.
   *
   * @param effect of the violation, or {@code Exempt} under an exception
   */
  record Sort(String policy, String effect) implements Comparable<Sort> {

    private static final Comparator<Sort> ORDER =
        Comparator.comparing(Sort::policy).thenComparing(Sort::effect);

    private static Sort of(Violation violation) {
      return new Sort(violation.policy(), violation.exempt() ? EXEMPT : violation.effect().value());
    }

    @Override
    public int compareTo(Sort other) {
      return ORDER.compare(this, other);
    }
  }

  private final Map<Sort, Integer> counts = new HashMap<>();
  private int failures;

  void add(Standing standing) {
    count(standing, 1);
  }

  /** Takes back what {@link #add} added. */
  void remove(Standing standing) {
    count(standing, -1);
  }

  private void count(Standing standing, int step) {
    for (Dated dated : standing.violations()) {
      count(Sort.of(dated.violation()), step);
    }
    if (standing.failure() != null) {
      failures += step;
    }
  }

  private void count(Sort sort, int by) {
    counts.merge(sort, by, (before, more) -> before + more == 0 ? null : before + more);
  }

  /** Adds all of another. */
  void add(Tally other) {
    other.counts.forEach(this::count);
    failures += other.failures;
  }

  /** Objects that could not be judged. */
  int failures() {
    return failures;
  }

  /** None is zero. */
  Map<Sort, Integer> counts() {
    return counts;
  }

  Map<String, Count> byPolicy() {
    var byPolicy = new HashMap<String, Count>();
    counts.forEach(
        (sort, number) -> {
          boolean exempt = sort.effect().equals(EXEMPT);
          byPolicy.merge(
              sort.policy(),
              new Count(exempt ? 0 : number, exempt ? number : 0),
              (one, other) ->
                  new Count(one.violations() + other.violations(), one.exempt() + other.exempt()));
        });
    return byPolicy;
  }
}
