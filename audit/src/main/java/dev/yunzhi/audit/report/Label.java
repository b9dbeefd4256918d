package dev.yunzhi.audit.report;

/** The same words in both languages of a report. */
public record Label(String english, String chinese) {
  public Label {
    if (english.isBlank() || chinese.isBlank()) {
      throw new IllegalArgumentException("a label needs both its languages");
    }
  }
}
