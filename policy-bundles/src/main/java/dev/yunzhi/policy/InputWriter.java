package dev.yunzhi.policy;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Lays a JSON document out as the values of OPA's WebAssembly, as OPA's own parser would have left
 * them in memory: {@code opa_value} and its kin in OPA's {@code wasm/src/value.h}. That parser, run
 * as WebAssembly, takes several times as long as the policies themselves.
 *
 * <p>The layout is no part of OPA's ABI. An instance is only given such values after {@link
 * WasmInstance} has seen its module read a sample of them as it should. Not thread-safe.
 */
final class InputWriter {

  private static final byte NULL = 1;
  private static final byte BOOLEAN = 2;
  private static final byte NUMBER = 3;
  private static final byte STRING = 4;
  private static final byte ARRAY = 5;
  private static final byte OBJECT = 6;
  private static final byte INTEGER = 1;

  private static final int FNV_INIT = 0x811c9dc5;
  private static final int FNV_PRIME = 0x01000193;
  private static final int MIN_BUCKETS = 8;

  /**
   * Up to so many keys lie in one bucket, so that a policy meets them in the order in which OPA
   * itself would: that of the keys, not of their hashes. To compare so few takes no longer than to
   * hash them.
   */
  static final int MOST_IN_ORDER = 64;

  private static final double LOAD_FACTOR = 0.7;

  /** The widest alignment of any of the structures. */
  private static final int ALIGNMENT = 8;

  private final int base;
  private final int mostInOrder;
  private byte[] bytes = new byte[1 << 14];
  private int end;
  private int hash;
  private int[] indices = new int[16];
  private int indexCount;

  /**
   * @param base address that the first byte will have; a multiple of eight
   * @param mostInOrder up to how many keys lie in one bucket; 0 lays all out by their hashes, as
   *     OPA does
   */
  InputWriter(int base, int mostInOrder) {
    this.base = base;
    this.mostInOrder = mostInOrder;
  }

  /**
   * Lays out a document; what was laid out before is gone.
   *
   * @return the address of its root; empty when it holds a number that is no 64-bit integer, which
   *     only OPA's own parser can represent
   */
  OptionalInt write(JsonNode document) {
    end = 0;
    indexCount = 0;
    int root = value(document);
    return root == 0 ? OptionalInt.empty() : OptionalInt.of(root);
  }

  /** What is to lie at the base address. */
  byte[] bytes() {
    return bytes;
  }

  /** How many of {@link #bytes} count; a multiple of eight. */
  int length() {
    align(ALIGNMENT);
    return end;
  }

  /** Address of the value; 0 when it cannot be laid out. */
  private int value(JsonNode node) {
    return switch (node.getNodeType()) {
      case OBJECT -> object(node);
      case ARRAY -> array(node);
      case STRING -> string(node.textValue());
      case BOOLEAN -> bool(node.booleanValue());
      case NUMBER ->
          node.isIntegralNumber() && node.canConvertToLong() ? integer(node.longValue()) : 0;
      case NULL, MISSING -> place(1, 1, NULL);
      default -> 0;
    };
  }

  private int bool(boolean value) {
    int at = place(2, 1, BOOLEAN);
    bytes[at - base + 1] = (byte) (value ? 1 : 0);
    return at;
  }

  private int integer(long value) {
    int at = place(16, ALIGNMENT, NUMBER);
    int offset = at - base;
    bytes[offset + 1] = INTEGER;
    putInt(offset + 8, (int) value);
    putInt(offset + 12, (int) (value >>> 32));
    return at;
  }

  /** Leaves the hash of the text in {@link #hash}. */
  private int string(String text) {
    int at = place(12, 4, STRING);
    int offset = at - base;
    int start = end;
    int length = text.length();
    room(length);
    int h = FNV_INIT;
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c >= 0x80) {
        return encoded(text, at, start);
      }
      bytes[start + i] = (byte) c;
      h = (h * FNV_PRIME) ^ c;
    }
    return string(at, offset, start, length, h);
  }

  private int encoded(String text, int at, int start) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    room(utf8.length);
    System.arraycopy(utf8, 0, bytes, start, utf8.length);
    int h = FNV_INIT;
    for (byte b : utf8) {
      h = (h * FNV_PRIME) ^ (b & 0xff);
    }
    return string(at, at - base, start, utf8.length, h);
  }

  private int string(int at, int offset, int start, int length, int textHash) {
    putInt(offset + 4, length);
    putInt(offset + 8, base + start);
    end = start + length;
    hash = textHash;
    return at;
  }

  private int array(JsonNode node) {
    int size = node.size();
    int at = place(16, 4, ARRAY);
    int elements = reserve(8 * size, 4);
    int offset = at - base;
    putInt(offset + 4, base + elements);
    putInt(offset + 8, size);
    putInt(offset + 12, size);
    int i = 0;
    for (JsonNode item : node) {
      int value = value(item);
      if (value == 0) {
        return 0;
      }
      putInt(elements + 8 * i, index(i));
      putInt(elements + 8 * i + 4, value);
      i++;
    }
    return at;
  }

  /** Arrays share the numbers of their places. */
  private int index(int i) {
    for (; indexCount <= i; indexCount++) {
      if (indexCount == indices.length) {
        indices = Arrays.copyOf(indices, 2 * indexCount);
      }
      indices[indexCount] = integer(indexCount);
    }
    return indices[i];
  }

  private int object(JsonNode node) {
    int size = node.size();
    int count = buckets(size);
    int at = place(16, 4, OBJECT);
    int buckets = reserve(4 * count, 4);
    Arrays.fill(bytes, buckets, buckets + 4 * count, (byte) 0);
    int offset = at - base;
    putInt(offset + 4, base + buckets);
    putInt(offset + 8, count);
    putInt(offset + 12, size);
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      int key = string(field.getKey());
      int bucket = buckets + 4 * Integer.remainderUnsigned(hash, count);
      int value = value(field.getValue());
      if (value == 0) {
        return 0;
      }
      int element = reserve(12, 4);
      putInt(element, key);
      putInt(element + 4, value);
      link(bucket, element);
    }
    return at;
  }

  private int buckets(int size) {
    if (mostInOrder > 0 && size <= mostInOrder) {
      return 1;
    }
    int count = MIN_BUCKETS;
    while (size > count * LOAD_FACTOR) {
      count *= 2;
    }
    return count;
  }

  /** The elements of a bucket are in the order of their keys. */
  private void link(int bucket, int element) {
    int previous = bucket;
    int next = getInt(bucket);
    while (next != 0 && compareKeys(element, next - base) > 0) {
      previous = next - base + 8;
      next = getInt(previous);
    }
    putInt(element + 8, next);
    putInt(previous, base + element);
  }

  private int compareKeys(int a, int b) {
    int keyOfA = getInt(a) - base;
    int keyOfB = getInt(b) - base;
    int startOfA = getInt(keyOfA + 8) - base;
    int startOfB = getInt(keyOfB + 8) - base;
    return Arrays.compareUnsigned(
        bytes,
        startOfA,
        startOfA + getInt(keyOfA + 4),
        bytes,
        startOfB,
        startOfB + getInt(keyOfB + 4));
  }

  private int place(int size, int alignment, byte type) {
    int offset = reserve(size, alignment);
    bytes[offset] = type;
    // Not left to chance: what lies there is of the document before.
    if (size > 1) {
      bytes[offset + 1] = 0;
    }
    return base + offset;
  }

  private int reserve(int size, int alignment) {
    align(alignment);
    room(size);
    int offset = end;
    end += size;
    return offset;
  }

  private void align(int alignment) {
    end = (end + alignment - 1) & -alignment;
  }

  private void room(int more) {
    if (end + more + ALIGNMENT > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, end + more + ALIGNMENT));
    }
  }

  private void putInt(int offset, int value) {
    bytes[offset] = (byte) value;
    bytes[offset + 1] = (byte) (value >>> 8);
    bytes[offset + 2] = (byte) (value >>> 16);
    bytes[offset + 3] = (byte) (value >>> 24);
  }

  private int getInt(int offset) {
    return (bytes[offset] & 0xff)
        | ((bytes[offset + 1] & 0xff) << 8)
        | ((bytes[offset + 2] & 0xff) << 16)
        | ((bytes[offset + 3] & 0xff) << 24);
  }
}
