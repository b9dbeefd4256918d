package dev.yunzhi.audit.ledger;

import dev.yunzhi.audit.store.StoreException;
import java.util.ArrayList;
import java.util.List;

/** A block of bodies as it is stored, for those who move it. */
public final class PackedBodies {
  private PackedBodies() {}

  /**
   * The block without one body, packed anew.
   *
   * @param first index of the block's first leaf
   * @param index of the body
   * @return null when the block does not hold it
   * @throws StoreException when it is no block
   */
  public static byte[] without(long first, byte[] packed, long index) {
    List<byte[]> bodies = new ArrayList<>(BodyBlock.unpack(first, packed));
    int at = Math.toIntExact(index - first);
    if (at < 0 || at >= bodies.size() || bodies.set(at, null) == null) {
      return null;
    }
    return BodyBlock.pack(bodies);
  }
}
