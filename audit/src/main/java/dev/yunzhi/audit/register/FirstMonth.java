package dev.yunzhi.audit.register;

/** From when on an asset is written off. */
enum FirstMonth implements Bilingual {
  /** The month in which it was acquired counts already. */
  ADDITION("Addition", "当月"),
  /** The month after it is the first. */
  NEXT("Next", "次月");

  private final String word;
  private final String chinese;

  FirstMonth(String word, String chinese) {
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
