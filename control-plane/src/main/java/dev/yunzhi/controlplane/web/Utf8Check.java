package dev.yunzhi.controlplane.web;

import java.nio.charset.MalformedInputException;

/**
 * Refuses what no encoder of UTF-8 writes (RFC 3629): longer forms than need be, halves of
 * surrogate pairs, and what lies beyond Unicode. A JSON parser that is made to be quick lets them
 * pass; that as many bytes follow as must is what it looks at itself. Not thread-safe.
 */
final class Utf8Check {
  /** The byte before, where it says what may come next; 0 else. */
  private int before;

  /**
   * Goes on.
   *
   * @throws MalformedInputException at what is not UTF-8
   */
  void go(byte[] bytes, int offset, int length) throws MalformedInputException {
    for (int i = offset; i < offset + length; i++) {
      // Nearly all of it is ASCII.
      if (bytes[i] < 0 || before != 0) {
        step(Byte.toUnsignedInt(bytes[i]));
      }
    }
  }

  private void step(int next) throws MalformedInputException {
    boolean fits =
        switch (before) {
          case 0xe0 -> next >= 0xa0;
          case 0xed -> next < 0xa0;
          case 0xf0 -> next >= 0x90;
          case 0xf4 -> next < 0x90;
          default -> next != 0xc0 && next != 0xc1 && next < 0xf5;
        };
    if (!fits) {
      throw new MalformedInputException(1);
    }
    before = next == 0xe0 || next == 0xed || next == 0xf0 || next == 0xf4 ? next : 0;
  }
}
