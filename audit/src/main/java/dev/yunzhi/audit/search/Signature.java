package dev.yunzhi.audit.search;

import java.util.BitSet;
import java.util.List;

/**
 * Which of up to {@value #BLOCKS} blocks may hold a term: a bit-sliced signature file. Each block
 * has a Bloom filter; the filters lie across, so that one slice of {@value #SLICE} bytes tells of
 * one bit in every block, and a term needs {@value #PLACES} slices to be looked up in all of them.
 */
public final class Signature {
  /** Blocks that one signature tells of. */
  public static final int BLOCKS = 256;

  /** Bytes of a slice: a bit for each block, the lowest of the first byte first. */
  public static final int SLICE = BLOCKS / Byte.SIZE;

  /** Slices that a term has. */
  public static final int PLACES = 4;

  /** Bits for each term of a block: about one in ten thousand answers of "may" is wrong then. */
  private static final int BITS_FOR_EACH = 40;

  private static final int LEAST_BITS = 64;
  private static final int MOST_BITS = 1 << 20;

  private Signature() {}

  /**
   * The slices of some blocks, one after another.
   *
   * @param blocks the terms of each, each term once; null: may hold anything
   */
  public static byte[] of(List<int[]> blocks) {
    long terms = 0;
    for (int[] block : blocks) {
      terms += block == null ? 0 : block.length;
    }
    int bits =
        (int) Math.max(LEAST_BITS, Math.min(MOST_BITS, terms * BITS_FOR_EACH / blocks.size()));
    byte[] slices = new byte[bits * SLICE];
    for (int block = 0; block < blocks.size(); block++) {
      int at = block / Byte.SIZE;
      byte bit = (byte) (1 << block % Byte.SIZE);
      if (blocks.get(block) == null) {
        for (int slice = 0; slice < bits; slice++) {
          slices[slice * SLICE + at] |= bit;
        }
        continue;
      }
      for (int term : blocks.get(block)) {
        for (int place = 0; place < PLACES; place++) {
          slices[hash(term, place) % bits * SLICE + at] |= bit;
        }
      }
    }
    return slices;
  }

  /**
   * Where a term's slices are: this modulo their number.
   *
   * @param place from 0 to {@value #PLACES}, exclusive
   * @return 0 or more
   */
  public static int hash(int term, int place) {
    // The finalizer of SplitMix64 over term and place.
    long hash = (term & 0xffffffffL) + ((long) (place + 1) << 32);
    hash = (hash ^ (hash >>> 30)) * 0xbf58476d1ce4e5b9L;
    hash = (hash ^ (hash >>> 27)) * 0x94d049bb133111ebL;
    return (int) ((hash ^ (hash >>> 31)) & Integer.MAX_VALUE);
  }

  /** The blocks that all slices of a term have, by their numbers. */
  public static BitSet blocks(List<byte[]> slices) {
    BitSet blocks = BitSet.valueOf(slices.get(0));
    slices.forEach(slice -> blocks.and(BitSet.valueOf(slice)));
    return blocks;
  }
}
