package dev.yunzhi.audit.ledger;

import dev.yunzhi.audit.store.StoreException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Leaves as they lie in a block: an entry bundle of C2SP tlog-tiles, packed. */
final class LeafBlock {
  private LeafBlock() {}

  static byte[] pack(List<Entry> entries) {
    int length = 0;
    for (Entry entry : entries) {
      length += Short.BYTES + entry.leaf().length;
    }
    ByteBuffer bundle = ByteBuffer.allocate(length);
    // Event bounds every field, so a leaf's length fits in two bytes.
    entries.forEach(entry -> bundle.putShort((short) entry.leaf().length).put(entry.leaf()));
    return Zstd.compress(bundle.array());
  }

  /**
   * @param first index of the first leaf, for the error
   * @param count how many there must be
   */
  static List<byte[]> unpack(long first, int count, byte[] packed) {
    String what = "the block of leaves from " + first;
    ByteBuffer bundle = ByteBuffer.wrap(Zstd.decompress(what, packed));
    List<byte[]> leaves = new ArrayList<>(count);
    try {
      while (bundle.hasRemaining()) {
        byte[] leaf = new byte[Short.toUnsignedInt(bundle.getShort())];
        bundle.get(leaf);
        leaves.add(leaf);
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
