package dev.yunzhi.audit.evidence;

import java.util.List;

/** What came of looking at something. */
public enum Verdict {
  /** It is as it is said to be, whoever says it. */
  PROVED,
  /** Nothing speaks against it, and something that would prove it is not there. */
  UNDECIDED,
  /** What is there contradicts it: something was changed, or was never so. */
  REFUTED;

  /** That of all together: the worst. */
  public static Verdict of(List<Finding> findings) {
    return findings.stream().map(Finding::verdict).reduce(PROVED, Verdict::worse);
  }

  /** The worse of the two. */
  public Verdict worse(Verdict other) {
    return compareTo(other) >= 0 ? this : other;
  }
}
