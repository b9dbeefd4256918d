package dev.yunzhi.policy;

import com.dylibso.chicory.runtime.Memory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * Goes through the keys of objects and the items of sets in OPA's Wasm memory, in Rego's order:
 * what a module of {@link HostCalls#forOrder} asks for. Their layout is that of OPA's {@code
 * wasm/src/value.h}. Not thread-safe.
 */
final class OrderedKeys {
  private static final byte STRING = 4;
  private static final byte OBJECT = 6;
  private static final int BUCKETS = 4;
  private static final int BUCKET_COUNT = 8;
  private static final int LENGTH = 12;
  private static final int OBJECT_NEXT = 8;
  private static final int SET_NEXT = 4;
  private static final int STRING_LENGTH = 4;
  private static final int STRING_TEXT = 8;

  /** Of collections that were gone through before, or still are. */
  private static final int REMEMBERED = 1_000;

  private final Memory memory;
  private final IntFunction<RegoValue> reader;
  private final Map<Integer, Order> orders = new HashMap<>();

  /**
   * @param reader reads the value at an address
   */
  OrderedKeys(Memory memory, IntFunction<RegoValue> reader) {
    this.memory = memory;
    this.reader = reader;
  }

  /** Where one is in a collection: the addresses of its keys in order, and the last one given. */
  private static final class Order {
    private final int[] keys;
    private int at;

    Order(int[] keys) {
      this.keys = keys;
    }

    int next(int previous) {
      if (keys[at] != previous) {
        for (at = 0; at < keys.length && keys[at] != previous; at++) {}
      }
      if (at >= keys.length) {
        throw new IllegalStateException("a key is asked for after one that is not there");
      }
      return at + 1 < keys.length ? keys[++at] : 0;
    }
  }

  /**
   * The address of the key after another; 0 after the last.
   *
   * @param collection the address of an object or a set
   * @param previous the address of the key that was given before; 0 for the first
   */
  int next(int collection, int previous) {
    Order order = previous == 0 ? null : orders.get(collection);
    if (order != null) {
      return order.next(previous);
    }
    int[] keys = sorted(collection);
    if (keys.length == 0) {
      return 0;
    }
    if (orders.size() >= REMEMBERED) {
      orders.clear();
    }
    order = new Order(keys);
    orders.put(collection, order);
    return previous == 0 ? keys[0] : order.next(previous);
  }

  private static final class Key {
    private static final Comparator<Key> ORDER = Key::compare;

    private final int address;
    private final byte[] text;
    private final RegoValue value;

    /**
     * @param text of a string; null for any other value
     * @param value null for a string
     */
    Key(int address, byte[] text, RegoValue value) {
      this.address = address;
      this.text = text;
      this.value = value;
    }

    private static int compare(Key a, Key b) {
      return a.text != null && b.text != null
          ? Arrays.compareUnsigned(a.text, b.text)
          : RegoValue.ORDER.compare(a.rego(), b.rego());
    }

    private RegoValue rego() {
      return text == null ? value : new RegoValue.Text(new String(text, StandardCharsets.UTF_8));
    }
  }

  private int[] sorted(int collection) {
    Key[] keys = new Key[memory.readInt(collection + LENGTH)];
    int next = memory.read(collection) == OBJECT ? OBJECT_NEXT : SET_NEXT;
    int buckets = memory.readInt(collection + BUCKETS);
    int end = buckets + 4 * memory.readInt(collection + BUCKET_COUNT);
    int found = 0;
    for (int bucket = buckets; bucket < end && found < keys.length; bucket += 4) {
      for (int item = memory.readInt(bucket); item != 0; item = memory.readInt(item + next)) {
        keys[found++] = key(memory.readInt(item));
      }
    }
    if (found > 1) {
      Arrays.sort(keys, Key.ORDER);
    }
    return Arrays.stream(keys).mapToInt(key -> key.address).toArray();
  }

  private Key key(int address) {
    if (memory.read(address) == STRING) {
      int length = memory.readInt(address + STRING_LENGTH);
      byte[] text = memory.readBytes(memory.readInt(address + STRING_TEXT), length);
      return new Key(address, text, null);
    }
    return new Key(address, null, reader.apply(address));
  }
}
