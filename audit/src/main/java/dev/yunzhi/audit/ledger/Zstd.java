package dev.yunzhi.audit.ledger;

import dev.yunzhi.audit.store.StoreException;
import io.airlift.compress.MalformedInputException;
import io.airlift.compress.zstd.ZstdCompressor;
import io.airlift.compress.zstd.ZstdDecompressor;
import java.util.Arrays;

/** Zstandard frames (RFC 8878) that say how much they hold. Thread-safe. */
final class Zstd {
  /** What a block may hold at most: what says more is not ours. */
  private static final int MAX_LENGTH = 1 << 30;

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
      if (length < 0 || length > MAX_LENGTH) {
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

  private static StoreException damaged(String what, String how) {
    return new StoreException("%s cannot be unpacked: %s".formatted(what, how));
  }
}
