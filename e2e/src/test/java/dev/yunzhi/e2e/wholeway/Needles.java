package dev.yunzhi.e2e.wholeway;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Byte sequences that are looked for all at once, plain and in base64. Not thread-safe. */
final class Needles {
  /** Shorter ones would be found by chance. */
  static final int LEAST = 8;

  private final Map<Integer, List<Needle>> byBeginning = new HashMap<>();
  private final Set<String> names = new TreeSet<>();

  // Never compared.
  @SuppressWarnings("ArrayRecordComponent")
  private record Needle(String name, byte[] bytes) {}

  /**
   * Looks for that too, plain and in base64.
   *
   * @param name what it is, never its value
   */
  void add(String name, byte[] secret) {
    if (secret.length < LEAST) {
      return;
    }
    names.add(name);
    needle(name, secret);
    // What stands in front of the last group does not depend on what follows.
    byte[] base64 = Base64.getEncoder().withoutPadding().encode(secret);
    needle(name, Arrays.copyOf(base64, base64.length - base64.length % 4));
  }

  /** The same of a text. */
  void add(String name, String secret) {
    add(name, secret.strip().getBytes(UTF_8));
  }

  private void needle(String name, byte[] bytes) {
    byBeginning
        .computeIfAbsent(beginning(bytes, 0), two -> new ArrayList<>())
        .add(new Needle(name, bytes));
  }

  private static int beginning(byte[] bytes, int at) {
    return Byte.toUnsignedInt(bytes[at]) * 256 + Byte.toUnsignedInt(bytes[at + 1]);
  }

  /** What is looked for. */
  Set<String> names() {
    return names;
  }

  /** The names of those that are in there. */
  Set<String> in(byte[] haystack) {
    Set<String> found = new TreeSet<>();
    for (int at = 0; at + LEAST <= haystack.length; at++) {
      List<Needle> candidates = byBeginning.get(beginning(haystack, at));
      if (candidates == null) {
        continue;
      }
      for (Needle needle : candidates) {
        int end = at + needle.bytes.length;
        if (end <= haystack.length
            && Arrays.equals(haystack, at, end, needle.bytes, 0, needle.bytes.length)) {
          found.add(needle.name);
        }
      }
    }
    return found;
  }
}
