package dev.yunzhi.controlplane.publication;

import dev.yunzhi.controlplane.publication.PolicyCondition.Reason;

/**
 * What came of a check.
 *
 * @param reason of the condition Checked
 * @param message what is wrong, by line and column, and what would be right
 */
record Verdict(Reason reason, String message) {

  boolean accepted() {
    return reason == Reason.CHECKED;
  }
}
