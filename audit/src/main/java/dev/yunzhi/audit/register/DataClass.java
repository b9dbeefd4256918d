package dev.yunzhi.audit.register;

/** The classes of GB/T 43697. */
enum DataClass implements Bilingual {
  CORE("Core", "核心"),
  IMPORTANT("Important", "重要"),
  GENERAL("General", "一般");

  private final String word;
  private final String chinese;

  DataClass(String word, String chinese) {
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
