package dev.yunzhi.audit.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SignatureTest {
  private static BitSet lookUp(byte[] slices, int term) {
    List<byte[]> found = new ArrayList<>();
    int count = slices.length / Signature.SLICE;
    for (int place = 0; place < Signature.PLACES; place++) {
      int at = Signature.hash(term, place) % count * Signature.SLICE;
      found.add(Arrays.copyOfRange(slices, at, at + Signature.SLICE));
    }
    return Signature.blocks(found);
  }

  @Test
  void noBlockIsMissedAndFewAreNamedInVain() {
    Random random = new Random(5);
    List<int[]> blocks = new ArrayList<>();
    for (int i = 0; i < Signature.BLOCKS; i++) {
      blocks.add(random.ints(20 + random.nextInt(300)).distinct().toArray());
    }
    byte[] slices = Signature.of(blocks);
    for (int i = 0; i < blocks.size(); i++) {
      for (int term : blocks.get(i)) {
        assertThat(lookUp(slices, term).get(i)).isTrue();
      }
    }
    long vain = random.ints(10_000).mapToLong(term -> lookUp(slices, term).cardinality()).sum();
    assertThat(vain / 10_000.0 / Signature.BLOCKS).isLessThan(0.001);
  }

  @Test
  void whatIsNotKnownMayHoldAnything() {
    List<int[]> blocks = new ArrayList<>();
    IntStream.range(0, 10).forEach(i -> blocks.add(i == 3 ? null : new int[0]));
    byte[] slices = Signature.of(blocks);
    assertThat(lookUp(slices, 42)).isEqualTo(BitSet.valueOf(new long[] {1 << 3}));
  }
}
