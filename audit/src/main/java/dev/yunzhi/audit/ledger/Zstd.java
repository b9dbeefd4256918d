package dev.yunzhi.audit.ledger;

import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import dev.yunzhi.audit.store.StoreException;
import java.util.Arrays;

/** Zstandard frames (RFC 8878) that say how much they hold and check it. Thread-safe. */
final class Zstd {
  /** What one of a frame's blocks holds at most, and takes at least (RFC 8878, 3.1.1.2). */
  private static final long MOST_IN_BLOCK = 128 << 10;

  private static final int LEAST_OF_BLOCK = 4;

  /** Blocks of like events come out no larger than at the higher levels that were tried. */
  private static final int LEVEL = 1;

  /** To make one takes as long as to unpack a block of leaves with it. */
  private static final ThreadLocal<ZstdDecompressCtx> UNPACKING =
      ThreadLocal.withInitial(ZstdDecompressCtx::new);

  private Zstd() {}

  static byte[] compress(byte[] bytes) {
    try (ZstdCompressCtx context = new ZstdCompressCtx()) {
      return context.setLevel(LEVEL).setChecksum(true).compress(bytes);
    }
  }

  /**
   * @param what it is, for the error
   * @throws StoreException when it is no frame, or cut short
   */
  static byte[] decompress(String what, byte[] frame) {
    if (frame.length == 0) {
      throw damaged(what, "is empty");
    }
    long length = com.github.luben.zstd.Zstd.getFrameContentSize(frame);
    // What a damaged frame says must not take the memory of all others.
    if (length < 0
        || length > (frame.length / LEAST_OF_BLOCK) * MOST_IN_BLOCK
        || length > Integer.MAX_VALUE - 8) {
      throw damaged(what, "says it holds " + length + " bytes");
    }
    try {
      byte[] bytes = new byte[(int) length];
      long read = UNPACKING.get().decompress(bytes, frame);
      if (read != bytes.length) {
        throw damaged(what, "holds " + read + " bytes of " + length);
      }
      return bytes;
    } catch (ZstdException e) {
      throw damaged(what, e.getMessage());
    }
  }

  /**
   * Whether it is the very frame that is made of those bytes: bits of a frame can be changed, and
   * empty frames added, that make no difference to what is in it.
   */
  static boolean isFrameOf(byte[] bytes, byte[] frame) {
    return Arrays.equals(compress(bytes), frame);
  }

  private static StoreException damaged(String what, String how) {
    return new StoreException("%s cannot be unpacked: %s".formatted(what, how));
  }
}
