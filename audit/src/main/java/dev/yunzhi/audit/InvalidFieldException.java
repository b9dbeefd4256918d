package dev.yunzhi.audit;

/**
 * Input that cannot be recorded: names the field, what is wrong with it and what would be right.
 */
public final class InvalidFieldException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final String field;

  /**
   * @param field the field's path, such as {@code body.spec.replicas}
   * @param problem what is wrong and what would be right, as the rest of a sentence that starts
   *     with the field
   */
  public InvalidFieldException(String field, String problem) {
    super(field + ": " + problem);
    this.field = field;
  }

  public String field() {
    return field;
  }
}
