package dev.yunzhi.policy.gatekeeper;

import java.util.Arrays;
import java.util.Optional;

/** Where a constraint is enforced. */
public enum EnforcementPoint {
  /** Admission. */
  WEBHOOK("validation.gatekeeper.sh", "webhook"),
  /** The background scan. */
  AUDIT("audit.gatekeeper.sh", "audit"),
  /** The command line. */
  GATOR("gator.gatekeeper.sh", "webhook"),
  /** ValidatingAdmissionPolicy, which Rego never reaches. */
  VAP("vap.k8s.io", "webhook");

  private final String text;
  private final String process;

  EnforcementPoint(String text, String process) {
    this.text = text;
    this.process = process;
  }

  /** The name that constraints have for it. */
  public String text() {
    return text;
  }

  /** The name that {@code match.processes} has for it. */
  String process() {
    return process;
  }

  static Optional<EnforcementPoint> of(String text) {
    return Arrays.stream(values()).filter(point -> point.text.equalsIgnoreCase(text)).findAny();
  }
}
