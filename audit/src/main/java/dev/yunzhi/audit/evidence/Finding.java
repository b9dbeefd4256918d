package dev.yunzhi.audit.evidence;

/**
 * One thing that was looked at.
 *
 * @param statement in words, with what was found
 */
// The annotation that would be asked for is a library of its own, which the stand-alone verifier
// does without.
@SuppressWarnings("AnnotateFormatMethod")
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
