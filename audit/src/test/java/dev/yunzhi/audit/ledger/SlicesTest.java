package dev.yunzhi.audit.ledger;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SlicesTest {
  @Test
  void textsAreFoundWithinOneOnlyNeverAcross() {
    // Few letters, so that many texts begin in one and end in the next. 'a' is the last byte of the
    // length of 97 letters.
    Random random = new Random(1);
    for (int round = 0; round < 2000; round++) {
      List<byte[]> bodies = new ArrayList<>();
      for (int i = random.nextInt(5); i >= 0; i--) {
        bodies.add(random.nextInt(5) == 0 ? null : letters(random, random.nextInt(4)));
      }
      bodies.add(letters(random, 97));
      Slices slices = BodyBlock.unpack(0, BodyBlock.pack(bodies));
      List<List<String>> texts =
          List.of(List.of(text(random), text(random)), List.of(text(random)));
      BitSet expected = new BitSet();
      for (int i = 0; i < bodies.size(); i++) {
        String body = bodies.get(i) == null ? null : new String(bodies.get(i), ISO_8859_1);
        expected.set(
            i,
            body != null && texts.stream().allMatch(any -> any.stream().anyMatch(body::contains)));
      }
      assertThat(slices.having(texts)).as("%s in round %d", texts, round).isEqualTo(expected);
    }
  }

  @Test
  void nothingAskedIsHadByAll() {
    Slices slices = BodyBlock.unpack(0, BodyBlock.pack(Arrays.asList("one".getBytes(UTF_8), null)));
    assertThat(slices.having(List.of()).cardinality()).isEqualTo(2);
    assertThat(slices.get(0)).isEqualTo("one".getBytes(UTF_8));
    assertThat(slices.get(1)).isNull();
    assertThat(Slices.absent(3)).containsExactly(null, null, null);
    assertThat(Slices.absent(3).having(List.of(List.of("a"))).isEmpty()).isTrue();
  }

  private static byte[] letters(Random random, int length) {
    byte[] letters = new byte[length];
    for (int i = 0; i < length; i++) {
      letters[i] = (byte) ('a' + random.nextInt(2));
    }
    return letters;
  }

  private static String text(Random random) {
    return new String(letters(random, random.nextInt(5)), ISO_8859_1);
  }
}
