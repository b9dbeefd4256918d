package dev.yunzhi.audit.ledger;

import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdException;
import dev.yunzhi.audit.store.StoreException;

/** Zstandard frames (RFC 8878) that say how much they hold and check it. Thread-safe. */
final class Zstd {
  /** What a block may hold at most: what says more is not ours. */
  private static final int MAX_LENGTH = 1 << 30;

  /** Blocks of like events come out no larger than at the higher levels that were tried. */
  private static final int LEVEL = 1;

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
    long length = com.github.luben.zstd.Zstd.getFrameContentSize(frame);
    if (length < 0 || length > MAX_LENGTH) {
      throw damaged(what, "says it holds " + length + " bytes");
    }
    try {
      byte[] bytes = new byte[(int) length];
      long read = com.github.luben.zstd.Zstd.decompress(bytes, frame);
      if (read != bytes.length) {
        throw damaged(what, "holds " + read + " bytes of " + length);
      }
      return bytes;
    } catch (ZstdException e) {
      throw damaged(what, e.getMessage());
    }
  }

  private static StoreException damaged(String what, String how) {
    return new StoreException("%s cannot be unpacked: %s".formatted(what, how));
  }
}
