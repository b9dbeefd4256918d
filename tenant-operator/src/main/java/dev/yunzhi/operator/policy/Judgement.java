package dev.yunzhi.operator.policy;

import dev.yunzhi.policy.Finding;
import java.time.Duration;
import java.util.List;

/**
 * What came of one review.
 *
 * @param findings exempt ones too
 * @param revision of the bundle that judged
 * @param took time that the evaluation took
 */
public record Judgement(List<Finding> findings, String revision, Duration took) {

  public Judgement {
    findings = List.copyOf(findings);
  }

  public boolean denies() {
    return findings.stream().anyMatch(Finding::denies);
  }
}
