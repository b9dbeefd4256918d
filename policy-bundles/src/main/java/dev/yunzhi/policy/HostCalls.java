package dev.yunzhi.policy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Turns built-in functions that OPA compiles into a module into calls of the host: those by which
 * the module would compile each regular expression anew in each evaluation, which takes a hundred
 * times as long as the rest of it, and the longer, the more instances compete for the processor's
 * cache.
 *
 * <p>The module is changed in its binary form (<a
 * href="https://webassembly.github.io/spec/core/binary/">WebAssembly</a>): the body of the function
 * that the name section calls {@code opa_regex_match} becomes a call of the import {@code
 * opa_builtin2}. A module without names or imports stays as it is.
 *
 * <p>Where it is asked for, the function by which a module goes through objects and sets is changed
 * alike.
 */
final class HostCalls {

  /** The number by which the module calls each; far from those that OPA itself gives. */
  static final Map<Integer, String> NUMBERS =
      Map.of(1 << 20, "regex.match", (1 << 20) + 1, "regex.is_valid");

  private static final Map<String, Replacement> REPLACED =
      Map.of(
          "opa_regex_match", new Replacement(1 << 20, 2),
          "opa_regex_is_valid", new Replacement((1 << 20) + 1, 1));

  private static final int HEADER = 8;
  private static final int CUSTOM = 0;
  private static final int IMPORT = 2;
  private static final int CODE = 10;
  private static final int FUNCTION_NAMES = 1;
  private static final int FUNCTION_IMPORT = 0;

  /** The number by which a module asks for the next key of an object or a set. */
  static final int NEXT_KEY = (1 << 20) + 2;

  /** The function by which a module goes through arrays, objects and sets. */
  private static final Map<String, Replacement> IN_ORDER =
      Map.of("opa_value_iter", new Replacement(NEXT_KEY, 2));

  /**
   * Of the types of {@code wasm/src/value.h}, those of objects and sets: all but their last bit.
   */
  private static final int OBJECT_OR_SET = 6;

  private record Replacement(int number, int arguments) {}

  private record Section(int id, int start, int end) {}

  private final byte[] wasm;
  private final Map<String, Replacement> replacements;
  private final List<Section> sections = new ArrayList<>();
  private final Map<String, Integer> imported = new HashMap<>();
  private int importedCount;
  private int at;

  private HostCalls(byte[] wasm, Map<String, Replacement> replacements) {
    this.wasm = wasm;
    this.replacements = replacements;
  }

  /**
   * The module with those functions replaced.
   *
   * @param wasm a module that OPA compiled
   * @return the same array if nothing was replaced
   */
  static byte[] in(byte[] wasm) {
    return in(wasm, REPLACED);
  }

  /**
   * The module going through objects and sets in Rego's order, as OPA does. OPA's Wasm goes through
   * them in the order of their hashes, which shows wherever a policy makes a list of them: in
   * {@code concat} of a set, or in an array comprehension over an object. {@link OrderedKeys}
   * answers.
   *
   * @param wasm a module that OPA compiled
   * @return the same array if it has no such function
   */
  static byte[] forOrder(byte[] wasm) {
    return in(wasm, IN_ORDER);
  }

  private static byte[] in(byte[] wasm, Map<String, Replacement> replacements) {
    try {
      return new HostCalls(wasm, replacements).replaced();
    } catch (IndexOutOfBoundsException e) {
      // No WebAssembly: whoever compiles it says so.
      return wasm;
    }
  }

  private byte[] replaced() {
    readSections();
    Map<Integer, Replacement> byFunction = new HashMap<>();
    for (Section section : sections) {
      if (section.id() == IMPORT) {
        readImports(section);
      } else if (section.id() == CUSTOM) {
        byFunction.putAll(named(section));
      }
    }
    byFunction
        .values()
        .removeIf(replacement -> !imported.containsKey("opa_builtin" + replacement.arguments()));
    return byFunction.isEmpty() ? wasm : write(byFunction);
  }

  private void readSections() {
    at = HEADER;
    while (at < wasm.length) {
      int id = wasm[at++];
      int size = number();
      sections.add(new Section(id, at, at + size));
      at += size;
    }
  }

  private void readImports(Section section) {
    at = section.start();
    for (int left = number(); left > 0; left--) {
      text();
      String name = text();
      if (wasm[at++] == FUNCTION_IMPORT) {
        imported.put(name, importedCount++);
        number();
      } else {
        // OPA's modules import a memory besides: flags, minimum and, if the flags say so, maximum.
        int flags = wasm[at++];
        number();
        if ((flags & 1) != 0) {
          number();
        }
      }
    }
  }

  private Map<Integer, Replacement> named(Section section) {
    Map<Integer, Replacement> found = new HashMap<>();
    at = section.start();
    if (!text().equals("name")) {
      return found;
    }
    while (at < section.end()) {
      int kind = wasm[at++];
      int end = number() + at;
      if (kind == FUNCTION_NAMES) {
        for (int left = number(); left > 0; left--) {
          int function = number();
          Replacement replacement = replacements.get(text());
          if (replacement != null) {
            found.put(function, replacement);
          }
        }
      }
      at = end;
    }
    return found;
  }

  private byte[] write(Map<Integer, Replacement> byFunction) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(wasm.length);
    out.write(wasm, 0, HEADER);
    for (Section section : sections) {
      byte[] content =
          section.id() == CODE
              ? code(section, byFunction)
              : Arrays.copyOfRange(wasm, section.start(), section.end());
      out.write(section.id());
      write(out, content.length);
      out.writeBytes(content);
    }
    return out.toByteArray();
  }

  private byte[] code(Section section, Map<Integer, Replacement> byFunction) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(section.end() - section.start());
    at = section.start();
    int count = number();
    write(out, count);
    for (int i = 0; i < count; i++) {
      int size = number();
      Replacement replacement = byFunction.get(importedCount + i);
      if (replacement == null) {
        write(out, size);
        out.write(wasm, at, size);
      } else {
        byte[] body =
            replacement.number() == NEXT_KEY
                ? forCollections(replacement, at, at + size)
                : body(replacement);
        write(out, body.length);
        out.writeBytes(body);
      }
      at += size;
    }
    return out.toByteArray();
  }

  /** No locals; the call. */
  private byte[] body(Replacement replacement) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(0);
    call(replacement, out);
    out.write(0x0b);
    return out.toByteArray();
  }

  /**
   * The locals; for an object or a set the call, whose value is returned; for all else what there
   * was.
   */
  private byte[] forCollections(Replacement replacement, int start, int end) {
    int before = at;
    at = start;
    for (int groups = number(); groups > 0; groups--) {
      number();
      at++;
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(wasm, start, at - start);
    // if (node != 0) { if ((node->type & 0x3e) == 6) { return …; } }
    out.writeBytes(new byte[] {0x20, 0, 0x04, 0x40, 0x20, 0, 0x2d, 0, 0});
    out.writeBytes(new byte[] {0x41, 0x3e, 0x71, 0x41, OBJECT_OR_SET, 0x46, 0x04, 0x40});
    call(replacement, out);
    out.writeBytes(new byte[] {0x0f, 0x0b, 0x0b});
    out.write(wasm, at, end - at);
    at = before;
    return out.toByteArray();
  }

  /** The number, no context, the arguments; the call. */
  private void call(Replacement replacement, ByteArrayOutputStream out) {
    out.write(0x41);
    writeSigned(out, replacement.number());
    out.write(0x41);
    out.write(0);
    for (int i = 0; i < replacement.arguments(); i++) {
      out.write(0x20);
      out.write(i);
    }
    out.write(0x10);
    write(out, imported.get("opa_builtin" + replacement.arguments()));
  }

  private int number() {
    int value = 0;
    int shift = 0;
    int read;
    do {
      read = wasm[at++];
      value |= (read & 0x7f) << shift;
      shift += 7;
    } while ((read & 0x80) != 0);
    return value;
  }

  private String text() {
    int length = number();
    String text = new String(wasm, at, length, StandardCharsets.UTF_8);
    at += length;
    return text;
  }

  private static void write(ByteArrayOutputStream out, int value) {
    int left = value;
    while ((left & ~0x7f) != 0) {
      out.write((left & 0x7f) | 0x80);
      left >>>= 7;
    }
    out.write(left);
  }

  /** Signed numbers end in a byte whose second-highest bit is their sign. */
  private static void writeSigned(ByteArrayOutputStream out, int positive) {
    int left = positive;
    while (left > 0x3f) {
      out.write((left & 0x7f) | 0x80);
      left >>>= 7;
    }
    out.write(left);
  }
}
