package dev.yunzhi.policy;

/** No instance became free within the engine's waiting time. */
public class EngineBusyException extends EvaluationException {
  private static final long serialVersionUID = 1L;

  EngineBusyException(String message) {
    super(message);
  }
}
