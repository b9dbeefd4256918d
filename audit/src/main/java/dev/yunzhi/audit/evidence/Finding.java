package dev.yunzhi.audit.evidence;

/**
 * One thing that was looked at.
 *
 * @param statement in words, with what was found
 */
public record Finding(Verdict verdict, String statement) {
  static Finding proved(String statement) {
    return new Finding(Verdict.PROVED, statement);
  }

  static Finding undecided(String statement) {
    return new Finding(Verdict.UNDECIDED, statement);
  }

  static Finding refuted(String statement) {
    return new Finding(Verdict.REFUTED, statement);
  }

  static Finding of(boolean proved, String ifSo, String ifNot) {
    return proved ? new Finding(Verdict.PROVED, ifSo) : new Finding(Verdict.REFUTED, ifNot);
  }
}
