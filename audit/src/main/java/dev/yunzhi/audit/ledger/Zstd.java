package dev.yunzhi.audit.ledger;

import dev.yunzhi.audit.store.StoreException;
import io.airlift.compress.MalformedInputException;
import io.airlift.compress.zstd.ZstdCompressor;
import io.airlift.compress.zstd.ZstdDecompressor;
import java.util.Arrays;

/** Zstandard frames (RFC 8878) that say how much they hold. Thread-safe. */
final class Zstd {
  /** What one of a frame's blocks holds at most, and takes at least (RFC 8878, 3.1.1.2). */
  private static final long MOST_IN_BLOCK = 128 << 10;

  private static final int LEAST_OF_BLOCK = 4;

  private Zstd() {}

  static byte[] compress(byte[] bytes, int length) {
    ZstdCompressor compressor = new ZstdCompressor();
    byte[] out = new byte[compressor.maxCompressedLength(length)];
    int written = compressor.compress(bytes, 0, length, out, 0, out.length);
    return Arrays.copyOf(out, written);
  }

  /**
   * @param what it is, for the error
   * @throws StoreException when it is no frame, or cut short
   */
  static byte[] decompress(String what, byte[] frame) {
    try {
      long length = ZstdDecompressor.getDecompressedSize(frame, 0, frame.length);
      // What a damaged frame says must not take the memory of all others.
      if (length < 0
          || length > (frame.length / LEAST_OF_BLOCK) * MOST_IN_BLOCK
          || length > Integer.MAX_VALUE - 8) {
        throw damaged(what, "says it holds " + length + " bytes");
      }
      byte[] bytes = new byte[(int) length];
      int read = new ZstdDecompressor().decompress(frame, 0, frame.length, bytes, 0, bytes.length);
      if (read != bytes.length) {
        throw damaged(what, "holds " + read + " bytes of " + length);
      }
      return bytes;
    } catch (MalformedInputException | IndexOutOfBoundsException e) {
      throw damaged(what, e.getMessage());
    }
  }

  /**
   * Whether it is the very frame that is made of those bytes: bits of a frame can be changed, and
   * empty frames added, that make no difference to what is in it.
   */
  static boolean isFrameOf(byte[] bytes, byte[] frame) {
    return Arrays.equals(compress(bytes, bytes.length), frame);
  }

  private static StoreException damaged(String what, String how) {
    return new StoreException("%s cannot be unpacked: %s".formatted(what, how));
  }
}
