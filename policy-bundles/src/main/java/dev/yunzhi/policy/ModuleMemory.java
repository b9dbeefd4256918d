package dev.yunzhi.policy;

import com.dylibso.chicory.runtime.Memory;
import com.styra.opa.wasm.OpaWasm_ModuleExports;

/**
 * The memory of one instance of a policy module: values that stay, and behind them the heap of one
 * evaluation. Not thread-safe.
 */
final class ModuleMemory {

  /** The widest alignment of any of OPA's structures. */
  private static final int ALIGNMENT = 8;

  private final Memory memory;
  private final OpaWasm_ModuleExports exports;
  private int heap;

  ModuleMemory(Memory memory, OpaWasm_ModuleExports exports) {
    this.memory = memory;
    this.exports = exports;
  }

  /** What is there by now stays: the heap begins behind it. */
  void keep() {
    heap = (exports.opaHeapPtrGet() + ALIGNMENT - 1) & -ALIGNMENT;
  }

  /** The address at which the heap begins. */
  int heap() {
    return heap;
  }

  /** Empties the heap. */
  void clear() {
    exports.opaHeapPtrSet(heap);
  }

  /**
   * Puts bytes at the beginning of the heap; what lay there is gone.
   *
   * @return the address behind them, where the heap may go on
   * @throws IllegalStateException if there is no room for them
   */
  int put(byte[] bytes, int length) {
    int missing = heap + length - memory.pages() * Memory.PAGE_SIZE;
    if (missing > 0 && memory.grow(missing / Memory.PAGE_SIZE + 1) < 0) {
      throw new IllegalStateException("an input of " + length + " bytes is too large");
    }
    memory.write(heap, bytes, 0, length);
    return heap + length;
  }

  /** Puts at the beginning of the heap what was written; the heap goes on behind it. */
  void put(InputWriter written) {
    exports.opaHeapPtrSet(put(written.bytes(), written.length()));
  }

  /** The address of the value that OPA's parser makes of JSON in UTF-8. */
  int parse(byte[] json) {
    int text = exports.opaMalloc(json.length);
    memory.write(text, json);
    int value = exports.opaJsonParse(text, json.length);
    exports.opaFree(text);
    if (value == 0) {
      throw new IllegalStateException("OPA's parser refused a value");
    }
    return value;
  }

  /** A value as JSON, in which sets are arrays. */
  String json(int value) {
    return memory.readCString(exports.opaJsonDump(value));
  }

  /** A value as it is. */
  RegoValue value(int value) {
    int text = exports.opaValueDump(value);
    RegoValue read = RegoParser.parse(memory.readCString(text));
    exports.opaFree(text);
    return read;
  }
}
