package dev.yunzhi.audit.register;

/**
 * What is done with an asset that is on the books. What was disposed of is not on them any more: it
 * is gone from the record, whose history keeps it.
 */
public enum UseState implements Bilingual {
  IN_USE("InUse", "在用"),
  IDLE("Idle", "闲置"),
  LENT("Lent", "出借"),
  UNDER_REPAIR("UnderRepair", "维修"),
  AWAITING_DISPOSAL("AwaitingDisposal", "待处置");

  private final String word;
  private final String chinese;

  UseState(String word, String chinese) {
    this.word = word;
    this.chinese = chinese;
  }

  @Override
  public String word() {
    return word;
  }

  @Override
  public String chinese() {
    return chinese;
  }
}
