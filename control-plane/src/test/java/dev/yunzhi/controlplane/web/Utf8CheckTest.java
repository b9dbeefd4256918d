package dev.yunzhi.controlplane.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.MalformedInputException;
import org.junit.jupiter.api.Test;

class Utf8CheckTest {
  /** Every start of a character: what Java's decoder refuses, one of the two that read refuse. */
  @Test
  void refusesWhatHasTheRightLengthAndIsNone() {
    for (int lead = 0x80; lead <= 0xff; lead++) {
      for (int second = 0x80; second <= 0xbf; second++) {
        int length = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
        byte[] character = new byte[length];
        java.util.Arrays.fill(character, (byte) 0x80);
        character[0] = (byte) lead;
        character[1] = (byte) second;
        // A byte that only ever follows is the parser's to refuse.
        if (lead >= 0xc0) {
          assertThat(passes(character)).as("%x %x", lead, second).isEqualTo(isUtf8(character));
        }
      }
    }
    assertThat(passes("政务云 😀 é".getBytes(UTF_8))).isTrue();
  }

  private static boolean passes(byte[] bytes) {
    Utf8Check check = new Utf8Check();
    try {
      for (int i = 0; i < bytes.length; i++) {
        check.go(bytes, i, 1);
      }
      return true;
    } catch (MalformedInputException e) {
      return false;
    }
  }

  private static boolean isUtf8(byte[] bytes) {
    try {
      UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }
}
