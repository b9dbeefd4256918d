package dev.yunzhi.audit.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/** A text to be looked for in UTF-8, by the algorithm of Boyer, Moore and Horspool. Immutable. */
final class ByteText {
  private final byte[] text;
  private final int[] skips = new int[256];

  ByteText(String text) {
    this.text = text.getBytes(UTF_8);
    Arrays.fill(skips, this.text.length);
    for (int i = 0; i < this.text.length - 1; i++) {
      skips[this.text[i] & 0xff] = this.text.length - 1 - i;
    }
  }

  boolean isIn(byte[] bytes) {
    int last = text.length - 1;
    for (int end = last; end < bytes.length; end += skips[bytes[end] & 0xff]) {
      int back = 0;
      while (back <= last && bytes[end - back] == text[last - back]) {
        back++;
      }
      if (back > last) {
        return true;
      }
    }
    return text.length == 0;
  }
}
