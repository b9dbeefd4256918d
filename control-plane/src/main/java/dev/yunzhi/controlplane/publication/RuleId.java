package dev.yunzhi.controlplane.publication;

import java.util.Locale;

/**
 * The id of a rule.
 *
 * @param value for example {@code SEC-901}; the API server holds it to its pattern
 */
record RuleId(String value) {
  /** The last part of the package's name, for example {@code sec_901}. */
  String key() {
    return value.toLowerCase(Locale.ROOT).replace('-', '_');
  }

  @Override
  public String toString() {
    return value;
  }
}
