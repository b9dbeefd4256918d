package dev.yunzhi.policy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A policy module that goes through objects and sets in Rego's order, as OPA does. OPA's Wasm goes
 * through them in the order of their hashes, which shows wherever a policy makes a list of them: in
 * {@code concat} of a set, or in an array comprehension over an object.
 *
 * <p>The function {@code opa_value_iter} of OPA's {@code wasm/src/value.c} is made to ask the host
 * for the next key of an object or a set; all else stays as it is. The format is that of the <a
 * href="https://webassembly.github.io/spec/core/binary/modules.html">binary modules</a> of
 * WebAssembly 1.0.
 */
final class OrderedModule {
  /** The number of the built-in function by which the module asks. */
  static final int NEXT_KEY = -1;

  private static final String FUNCTION = "opa_value_iter";
  private static final String HOST_FUNCTION = "opa_builtin2";
  private static final int CUSTOM = 0;
  private static final int IMPORTS = 2;
  private static final int CODE = 10;
  private static final int FUNCTION_NAMES = 1;
  private static final int HEADER = 8;

  private final byte[] wasm;
  private int at;
  private int asked = -1;
  private int hostFunction = -1;
  private int importedFunctions;
  private int codeStart;
  private int codeEnd;

  private OrderedModule(byte[] wasm) {
    this.wasm = wasm;
  }

  /**
   * @throws InvalidBundleException if the module is not one that {@code opa build} made
   */
  static byte[] of(byte[] wasm) throws InvalidBundleException {
    OrderedModule module = new OrderedModule(wasm);
    try {
      module.read();
      if (module.asked >= 0 && module.hostFunction >= 0 && module.codeStart > 0) {
        return module.patched();
      }
    } catch (ArrayIndexOutOfBoundsException e) {
      throw new InvalidBundleException("/policy.wasm ends too early", e);
    }
    throw new InvalidBundleException(
        "/policy.wasm has no functions named " + FUNCTION + " and " + HOST_FUNCTION);
  }

  private void read() {
    at = HEADER;
    while (at < wasm.length) {
      int start = at;
      int id = wasm[at++];
      int size = number();
      int end = at + size;
      if (id == CUSTOM && text().equals("name")) {
        names(end);
      } else if (id == IMPORTS) {
        imports();
      } else if (id == CODE) {
        codeStart = start;
        codeEnd = end;
      }
      at = end;
    }
  }

  private void names(int end) {
    while (at < end) {
      int id = wasm[at++];
      int next = number();
      next += at;
      if (id == FUNCTION_NAMES) {
        for (int left = number(); left > 0; left--) {
          int index = number();
          if (text().equals(FUNCTION)) {
            asked = index;
          }
        }
      }
      at = next;
    }
  }

  private void imports() {
    for (int left = number(); left > 0; left--) {
      text();
      String name = text();
      int kind = wasm[at++];
      if (kind == 0) {
        number();
        if (name.equals(HOST_FUNCTION)) {
          hostFunction = importedFunctions;
        }
        importedFunctions++;
      } else if (kind == 2) {
        boolean bounded = wasm[at++] != 0;
        number();
        if (bounded) {
          number();
        }
      } else {
        throw new ArrayIndexOutOfBoundsException("an import of kind " + kind);
      }
    }
  }

  private byte[] patched() {
    at = codeStart + 1;
    number();
    ByteArrayOutputStream code = new ByteArrayOutputStream(codeEnd - codeStart + 64);
    int count = number();
    write(code, count);
    for (int i = 0; i < count; i++) {
      int start = at;
      int size = number();
      int body = at;
      int end = body + size;
      if (i + importedFunctions == asked) {
        byte[] changed = askingFirst(body, end);
        write(code, changed.length);
        code.writeBytes(changed);
      } else {
        code.write(wasm, start, end - start);
      }
      at = end;
    }
    ByteArrayOutputStream module = new ByteArrayOutputStream(wasm.length + 64);
    module.write(wasm, 0, codeStart);
    module.write(CODE);
    write(module, code.size());
    module.writeBytes(code.toByteArray());
    module.write(wasm, codeEnd, wasm.length - codeEnd);
    return module.toByteArray();
  }

  /** The body of a function (collection, previous), after a question to the host. */
  private byte[] askingFirst(int body, int end) {
    at = body;
    for (int groups = number(); groups > 0; groups--) {
      number();
      at++;
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(wasm, body, at - body);
    // if (collection != 0) { if ((collection->type & 0xfe) == 6) { return ask(…); } }
    out.writeBytes(new byte[] {0x20, 0, 0x04, 0x40});
    out.writeBytes(new byte[] {0x20, 0, 0x2d, 0, 0});
    out.writeBytes(new byte[] {0x41, (byte) 0xfe, 0x01, 0x71, 0x41, 6, 0x46, 0x04, 0x40});
    out.writeBytes(new byte[] {0x41, NEXT_KEY & 0x7f, 0x41, 0, 0x20, 0, 0x20, 1, 0x10});
    write(out, hostFunction);
    out.writeBytes(new byte[] {0x0f, 0x0b, 0x0b});
    out.write(wasm, at, end - at);
    return out.toByteArray();
  }

  /** An unsigned number in LEB128. */
  private int number() {
    int value = 0;
    for (int shift = 0; ; shift += 7) {
      byte next = wasm[at++];
      value |= (next & 0x7f) << shift;
      if (next >= 0) {
        return value;
      }
    }
  }

  private String text() {
    int length = number();
    at += length;
    return new String(Arrays.copyOfRange(wasm, at - length, at), StandardCharsets.UTF_8);
  }

  private static void write(ByteArrayOutputStream out, int number) {
    int left = number;
    while (left > 0x7f) {
      out.write(left & 0x7f | 0x80);
      left >>>= 7;
    }
    out.write(left);
  }
}
