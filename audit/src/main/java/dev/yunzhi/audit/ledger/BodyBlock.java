package dev.yunzhi.audit.ledger;

import dev.yunzhi.audit.store.StoreException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.List;

/** Bodies as they lie in a block: each behind its length in four bytes, packed. */
final class BodyBlock {
  private static final int REMOVED = -1;

  private BodyBlock() {}

  /**
   * @param bodies null for one that was removed
   */
  static byte[] pack(List<byte[]> bodies) {
    int length = 0;
    for (byte[] body : bodies) {
      length += Integer.BYTES + (body == null ? 0 : body.length);
    }
    ByteBuffer block = ByteBuffer.allocate(length);
    for (byte[] body : bodies) {
      if (body == null) {
        block.putInt(REMOVED);
      } else {
        block.putInt(body.length).put(body);
      }
    }
    return Zstd.compress(block.array());
  }

  /** The bodies, null for one that was removed. */
  static Slices unpack(long first, byte[] packed) {
    String what = "the block of bodies from " + first;
    ByteBuffer block = ByteBuffer.wrap(Zstd.decompress(what, packed));
    Slices bodies = new Slices(block.array());
    try {
      while (block.hasRemaining()) {
        int length = block.getInt();
        if (length == REMOVED) {
          bodies.addAbsent();
        } else if (length < 0 || length > block.remaining()) {
          throw new StoreException(what + " has a body of " + length + " bytes");
        } else {
          bodies.addNext(block, length);
        }
      }
    } catch (BufferUnderflowException e) {
      throw new StoreException(what + " ends within a body");
    }
    return bodies;
  }
}
