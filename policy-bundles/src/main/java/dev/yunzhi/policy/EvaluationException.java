package dev.yunzhi.policy;

/** A review could not be judged. The caller must treat it as denied (fail closed). */
public class EvaluationException extends Exception {
  private static final long serialVersionUID = 1L;

  private String policy;

  /** For what a policy answered that its caller cannot use. */
  public EvaluationException(String message) {
    super(message);
  }

  EvaluationException(String message, Throwable cause) {
    super(message, cause);
  }

  /** The id of the policy that was at work; null when that is not known. */
  public String policy() {
    return policy;
  }

  /** Says which policy was at work, or which constraint. */
  public EvaluationException in(String id) {
    policy = id;
    return this;
  }

  @Override
  public String getMessage() {
    return policy == null ? super.getMessage() : super.getMessage() + ", in policy " + policy;
  }
}
