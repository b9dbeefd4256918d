package dev.yunzhi.audit.evidence;

/**
 * One thing that was looked at.
 *
 * @param statement in words, with what was found
 */
public record Finding(Verdict verdict, String statement) {
  static Finding proved(String format, Object... of) {
    return new Finding(Verdict.PROVED, format.formatted(of));
  }

  static Finding undecided(String format, Object... of) {
    return new Finding(Verdict.UNDECIDED, format.formatted(of));
  }

  static Finding refuted(String format, Object... of) {
    return new Finding(Verdict.REFUTED, format.formatted(of));
  }

  static Finding of(boolean proved, String ifSo, String ifNot) {
    return proved ? new Finding(Verdict.PROVED, ifSo) : new Finding(Verdict.REFUTED, ifNot);
  }
}
