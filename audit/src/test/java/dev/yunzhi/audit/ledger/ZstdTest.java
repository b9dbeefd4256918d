package dev.yunzhi.audit.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.yunzhi.audit.merkle.Hash;
import dev.yunzhi.audit.store.StoreException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ZstdTest {
  private static final byte[] TEXT = "{\"verb\":\"create\"}\n".repeat(500).getBytes(UTF_8);

  /**
   * The check of a whole ledger packs anew and compares. A compressor that packs otherwise would
   * call every block of before changed: it needs an answer for those first.
   */
  @Test
  void packsAsItAlwaysDid() {
    assertThat(Hash.sha256(Zstd.compress(TEXT, TEXT.length)))
        .hasToString("b3eccacc0e2d46df6c139b35bac610516e76e1cc5df3233e9c7c853fcafff9b2");
  }

  @Test
  void knowsItsOwnFrames() {
    byte[] frame = Zstd.compress(TEXT, TEXT.length);
    assertThat(Zstd.isFrameOf(Zstd.decompress("it", frame), frame)).isTrue();
    byte[] empty = Zstd.compress(new byte[0], 0);
    byte[] both = Arrays.copyOf(frame, frame.length + empty.length);
    System.arraycopy(empty, 0, both, frame.length, empty.length);
    assertThat(Zstd.decompress("it", both)).isEqualTo(TEXT);
    assertThat(Zstd.isFrameOf(TEXT, both)).isFalse();
  }

  /** A damaged length must not take the memory of all others. */
  @Test
  void believesNoLengthThatAFrameCannotHave() {
    byte[] frame = Zstd.compress(TEXT, TEXT.length);
    byte[] lying = {(byte) 0x28, (byte) 0xb5, 0x2f, (byte) 0xfd, (byte) 0xa0, 0, 0, 0, 0x3f, 1, 0};
    assertThat(frame).startsWith(Arrays.copyOf(lying, 4));
    assertThatThrownBy(() -> Zstd.decompress("it", lying))
        .isInstanceOf(StoreException.class)
        .hasMessage("it cannot be unpacked: says it holds 1056964608 bytes");
  }
}
