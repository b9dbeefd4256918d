package dev.yunzhi.policy;

/** An evaluation ran longer than the engine's time limit and was stopped. */
public class EvaluationTimeoutException extends EvaluationException {
  private static final long serialVersionUID = 1L;

  EvaluationTimeoutException(String message, Throwable cause) {
    super(message, cause);
  }
}
