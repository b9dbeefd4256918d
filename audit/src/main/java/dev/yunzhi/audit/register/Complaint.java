package dev.yunzhi.audit.register;

/**
 * What is wrong with one field of a card, and what would be right.
 *
 * @param field null when it is about the card as a whole
 * @param given what stood there; empty when nothing did
 * @param problem in English
 * @param problemZh the same in Chinese
 */
public record Complaint(CardField field, String given, String problem, String problemZh) {
  static Complaint missing(CardField field, RegisterKind kind) {
    return new Complaint(
        field,
        "",
        "is missing; every %s must have one".formatted(kind.word()),
        "缺少；%s必须填写".formatted(kind.chinese()));
  }
}
