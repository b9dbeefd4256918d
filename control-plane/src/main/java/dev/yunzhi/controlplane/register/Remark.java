package dev.yunzhi.controlplane.register;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.yunzhi.audit.register.LineError;

/**
 * What is said of a line of a file: one line of the answer to an import.
 *
 * @param level {@code error} or {@code warning}
 * @param line of the file, from 1; of a single card 0
 * @param column from 1; 0 when it is about the row as a whole
 * @param policy that says it; null when none does
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Remark(
    String level,
    long line,
    int column,
    String heading,
    String given,
    String problem,
    String problemZh,
    String policy) {

  static Remark error(LineError error) {
    return of("error", error, null);
  }

  /** Of what a policy denies. */
  static Remark denied(LineError error, String policy) {
    return of("error", error, policy);
  }

  static Remark warning(LineError warning, String policy) {
    return of("warning", warning, policy);
  }

  private static Remark of(String level, LineError told, String policy) {
    return new Remark(
        level,
        told.line(),
        told.column(),
        told.heading(),
        told.given(),
        told.problem(),
        told.problemZh(),
        policy);
  }
}
