package dev.yunzhi.audit.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.yunzhi.audit.merkle.Hash;
import dev.yunzhi.audit.store.StoreException;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ZstdTest {
  private static final byte[] TEXT =
      IntStream.range(0, 500)
          .mapToObj(i -> "{\"verb\":\"create\",\"number\":%d}\n".formatted(i * i * 7919))
          .collect(Collectors.joining())
          .getBytes(UTF_8);

  /**
   * The check of a whole ledger packs anew and compares. A compressor that packs otherwise would
   * call every block of before changed: it needs an answer for those first.
   */
  @Test
  void packsAsItAlwaysDid() {
    assertThat(Hash.sha256(Zstd.compress(TEXT)))
        .hasToString("3304d62fceb1a075a0fbd49ad642b68dc05eba3c8f522126391499ed076de6b3");
  }

  @Test
  void knowsItsOwnFrames() {
    byte[] frame = Zstd.compress(TEXT);
    assertThat(Zstd.isFrameOf(Zstd.decompress("it", frame), frame)).isTrue();
    byte[] empty = Zstd.compress(new byte[0]);
    byte[] both = Arrays.copyOf(frame, frame.length + empty.length);
    System.arraycopy(empty, 0, both, frame.length, empty.length);
    assertThat(Zstd.decompress("it", both)).isEqualTo(TEXT);
    assertThat(Zstd.isFrameOf(TEXT, both)).isFalse();
  }

  /** A damaged length must not take the memory of all others. */
  @Test
  void believesNoLengthThatAFrameCannotHave() {
    byte[] frame = Zstd.compress(TEXT);
    byte[] lying = {(byte) 0x28, (byte) 0xb5, 0x2f, (byte) 0xfd, (byte) 0xa0, 0, 0, 0, 0x3f, 1, 0};
    assertThat(frame).startsWith(Arrays.copyOf(lying, 4));
    assertThatThrownBy(() -> Zstd.decompress("it", lying))
        .isInstanceOf(StoreException.class)
        .hasMessage("it cannot be unpacked: says it holds 1056964608 bytes");
  }
}
