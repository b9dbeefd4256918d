package dev.yunzhi.audit.stocktake;

/** How the books and what was found differ. */
public enum Difference {
  NOT_LIVE("NotLive", "账有实无"),
  NOT_ON_BOOKS("NotOnBooks", "实有账无"),
  DIFFERS("Differs", "账实不符"),
  /** Nobody can look. */
  NOT_VERIFIABLE("NotVerifiable", "无法核实");

  private final String word;
  private final String chinese;

  Difference(String word, String chinese) {
    this.word = word;
    this.chinese = chinese;
  }

  public String word() {
    return word;
  }

  public String chinese() {
    return chinese;
  }
}
