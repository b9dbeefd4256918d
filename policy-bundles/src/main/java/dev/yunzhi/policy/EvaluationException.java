package dev.yunzhi.policy;

/** A review could not be judged. The caller must treat it as denied (fail closed). */
public class EvaluationException extends Exception {
  private static final long serialVersionUID = 1L;

  /** For what a policy answered that its caller cannot use. */
  public EvaluationException(String message) {
    super(message);
  }

  EvaluationException(String message, Throwable cause) {
    super(message, cause);
  }
}
