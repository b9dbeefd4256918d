package dev.yunzhi.controlplane.publication;

import dev.yunzhi.policy.StandardPolicies;

/**
 * The id of a rule.
 *
 * @param value for example {@code SEC-901}; the API server holds it to its pattern
 */
record RuleId(String value) {
  /** The last part of the package's name, for example {@code sec_901}. */
  String key() {
    return StandardPolicies.key(value);
  }

  @Override
  public String toString() {
    return value;
  }
}
