package dev.yunzhi.policy;

/**
 * A text that cannot be read any more once its reader is interrupted: so the {@link Watchdog} stops
 * a search in it.
 */
record InterruptibleText(String text) implements CharSequence {

  @Override
  public char charAt(int index) {
    if (Thread.currentThread().isInterrupted()) {
      throw new IllegalStateException("interrupted while searching a text");
    }
    return text.charAt(index);
  }

  @Override
  public int length() {
    return text.length();
  }

  @Override
  public CharSequence subSequence(int start, int end) {
    return text.subSequence(start, end);
  }

  @Override
  public String toString() {
    return text;
  }
}
