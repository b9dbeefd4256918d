package dev.yunzhi.audit.ledger;

import dev.yunzhi.audit.store.StoreException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.List;

/** Leaves as they lie in a block: an entry bundle of C2SP tlog-tiles, packed. */
final class LeafBlock {
  private LeafBlock() {}

  static byte[] pack(List<byte[]> leaves) {
    return Zstd.compress(bundle(leaves));
  }

  /** Each leaf behind its length in two bytes. */
  static byte[] bundle(List<byte[]> leaves) {
    int length = 0;
    for (byte[] leaf : leaves) {
      length += Short.BYTES + leaf.length;
    }
    ByteBuffer bundle = ByteBuffer.allocate(length);
    // Event bounds every field, so a leaf's length fits in two bytes.
    leaves.forEach(leaf -> bundle.putShort((short) leaf.length).put(leaf));
    return bundle.array();
  }

  /**
   * @param first index of the first leaf, for the error
   * @param count how many there must be
   */
  static Slices unpack(long first, int count, byte[] packed) {
    String what = "the block of leaves from " + first;
    ByteBuffer bundle = ByteBuffer.wrap(Zstd.decompress(what, packed));
    Slices leaves = new Slices(bundle.array());
    try {
      while (bundle.hasRemaining()) {
        leaves.addNext(bundle, Short.toUnsignedInt(bundle.getShort()));
      }
    } catch (BufferUnderflowException e) {
      throw new StoreException(what + " ends within a leaf");
    }
    if (leaves.size() != count) {
      throw new StoreException("%s has %d, not %d".formatted(what, leaves.size(), count));
    }
    return leaves;
  }
}
