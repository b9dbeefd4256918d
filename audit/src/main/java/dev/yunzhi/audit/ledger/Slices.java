package dev.yunzhi.audit.ledger;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.RandomAccess;

/**
 * What lies one behind another in an unpacked block. Each is copied out of it when it is asked for:
 * of a block, a page of a search mostly wants one. Not to be changed.
 */
final class Slices extends AbstractList<byte[]> implements RandomAccess {
  private static final int ABSENT = -1;

  private final byte[] bytes;
  private int[] starts = new int[Run.MOST];
  private int[] ends = new int[Run.MOST];
  private int size;

  /**
   * None yet.
   *
   * @param bytes of the block; not to be changed
   */
  Slices(byte[] bytes) {
    this.bytes = bytes;
  }

  /** So many, of which none is there. */
  static Slices absent(int size) {
    Slices slices = new Slices(new byte[0]);
    for (int i = 0; i < size; i++) {
      slices.addAbsent();
    }
    return slices;
  }

  void addAbsent() {
    add(ABSENT, ABSENT);
  }

  /**
   * The next, from where the block stands, which then stands behind it.
   *
   * @throws BufferUnderflowException when the block ends before
   */
  void addNext(ByteBuffer block, int length) {
    if (length > block.remaining()) {
      throw new BufferUnderflowException();
    }
    add(block.position(), block.position() + length);
    block.position(block.position() + length);
  }

  private void add(int start, int end) {
    if (size == starts.length) {
      starts = Arrays.copyOf(starts, 2 * size);
      ends = Arrays.copyOf(ends, 2 * size);
    }
    starts[size] = start;
    ends[size++] = end;
  }

  /** A copy of its own; null for one that is not there. */
  @Override
  public byte[] get(int at) {
    if (at >= size) {
      throw new IndexOutOfBoundsException(at);
    }
    return starts[at] == ABSENT ? null : Arrays.copyOfRange(bytes, starts[at], ends[at]);
  }

  @Override
  public int size() {
    return size;
  }

  /**
   * Which of them have one of some texts, for each of several such lists.
   *
   * @param texts a character for each byte (ISO 8859-1); no list at all asks nothing
   */
  BitSet having(List<List<String>> texts) {
    BitSet found = new BitSet(size);
    found.set(0, size);
    if (!texts.isEmpty()) {
      // A character for each byte: the fastest way that Java has to look for bytes in bytes.
      String all = new String(bytes, ISO_8859_1);
      for (List<String> any : texts) {
        BitSet either = new BitSet(size);
        any.forEach(text -> mark(all, text, either));
        found.and(either);
      }
    }
    return found;
  }

  private void mark(String all, String text, BitSet found) {
    int at = 0;
    for (int place = all.indexOf(text); place >= 0; place = all.indexOf(text, place)) {
      while (at < size && ends[at] < place + text.length()) {
        at++;
      }
      if (at == size) {
        return;
      }
      if (starts[at] <= place) {
        found.set(at);
        place = ends[at++];
      } else {
        // It begins before this one, in what lies between them.
        place++;
      }
    }
  }
}
