package dev.yunzhi.audit.evidence;

import java.util.List;

/**
 * What came of a check.
 *
 * @param findings in the order that they build on each other
 * @param limits what it does not show even where all of it is proved, in words
 */
public record Outcome(List<Finding> findings, List<String> limits) {
  /** Copies the lists. */
  public Outcome {
    findings = List.copyOf(findings);
    limits = List.copyOf(limits);
  }

  /** That of all findings together. */
  public Verdict verdict() {
    return Verdict.of(findings);
  }

  /** Whether all of it is proved. */
  public boolean proved() {
    return verdict() == Verdict.PROVED;
  }
}
