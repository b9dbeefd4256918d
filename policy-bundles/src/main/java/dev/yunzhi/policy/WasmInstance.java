package dev.yunzhi.policy;

import com.dylibso.chicory.runtime.ByteArrayMemory;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.Memory;
import com.dylibso.chicory.wasm.types.MemoryLimits;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.styra.opa.wasm.OpaWasm_Env;
import com.styra.opa.wasm.OpaWasm_ModuleExports;
import com.styra.opa.wasm.OpaWasm_ModuleImports;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One instance of a policy module with its data loaded, ready to evaluate: OPA's <a
 * href="https://www.openpolicyagent.org/docs/wasm">Wasm ABI</a>. Not safe for use by more than one
 * thread at a time, and not fit for use after an evaluation has failed.
 */
final class WasmInstance implements OpaWasm_ModuleImports, OpaWasm_Env {
  private static final int PAGES_PER_MEBIBYTE = (1 << 20) / Memory.PAGE_SIZE;
  private static final int INITIAL_PAGES = 2 * PAGES_PER_MEBIBYTE;
  private static final int AS_JSON = 0;
  private static final int AS_VALUE = 1;
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Logger LOG = LoggerFactory.getLogger(WasmInstance.class);

  /** Values of every kind. */
  private static final String LAYOUT_SAMPLE =
      """
      {"metadata": {}, "税务": {}, "\\"quoted\\"": {}, "": {}, "0": {},
       "values": [null, true, false, 0, -1, 9007199254740993, "", "文\\n", [], [[1], {"k": {}}], {}]}
      """;

  /** Enough for a table of several buckets, some of which hold more than one. */
  private static final int KEYS_IN_SAMPLE = 200;

  private final Memory memory;
  private final OpaWasm_ModuleExports exports;
  private final Map<String, Integer> entrypoints;
  private final Map<Integer, Builtins.Builtin> builtins = new HashMap<>();
  private final int data;
  private final int heap;
  private final InputWriter writer;
  private final boolean layoutKnown;
  private final OrderedKeys orderedKeys;

  /**
   * @throws InvalidBundleException if the module needs a built-in function that this host lacks, or
   *     cannot load the data
   */
  WasmInstance(WasmPolicy policy, JsonNode data, int memoryMebibytes)
      throws InvalidBundleException {
    try {
      this.memory =
          new ByteArrayMemory(
              new MemoryLimits(INITIAL_PAGES, memoryMebibytes * PAGES_PER_MEBIBYTE));
      this.orderedKeys = new OrderedKeys(memory, this::read);
      this.exports =
          new OpaWasm_ModuleExports(
              Instance.builder(policy.module())
                  .withImportValues(toImportValues())
                  .withMachineFactory(policy::machine)
                  .build());
      bindBuiltins(numbered(exports.builtins()));
      this.entrypoints = numbered(exports.entrypoints());
      this.data = parse(JSON.writeValueAsBytes(data));
      this.heap = (exports.opaHeapPtrGet() + 7) & -8;
      this.writer = new InputWriter(heap, InputWriter.MOST_IN_ORDER);
      this.layoutKnown = readsWhatIsLaidOut();
    } catch (JsonProcessingException | RuntimeException e) {
      throw new InvalidBundleException("the policy cannot be loaded: " + e.getMessage(), e);
    }
  }

  private void bindBuiltins(Map<String, Integer> required) throws InvalidBundleException {
    TreeSet<String> missing = new TreeSet<>(required.keySet());
    missing.removeAll(Builtins.ALL.keySet());
    if (!missing.isEmpty()) {
      throw new InvalidBundleException(
          "the policy calls built-in functions that this engine does not have: "
              + String.join(", ", missing)
              + "; beyond those of OPA's WebAssembly it has "
              + String.join(", ", new TreeSet<>(Builtins.ALL.keySet())));
    }
    required.forEach((name, id) -> builtins.put(id, Builtins.ALL.get(name)));
    HostCalls.NUMBERS.forEach((id, name) -> builtins.put(id, Builtins.ALL.get(name)));
  }

  /** Whether inputs are spared the module's own parser. */
  boolean readsLaidOutInputs() {
    return layoutKnown;
  }

  boolean hasEntrypoint(String name) {
    return entrypoints.containsKey(name);
  }

  /** The names of all entry points. */
  Set<String> entrypoints() {
    return Set.copyOf(entrypoints.keySet());
  }

  /**
   * The value of an entry point for an input.
   *
   * @return the JSON of the result set: {@code [{"result": …}]}, or {@code []} if undefined
   */
  String evaluate(String entrypoint, JsonNode input) {
    OptionalInt root = layoutKnown ? writer.write(input) : OptionalInt.empty();
    return root.isEmpty()
        ? evaluate(entrypoint, bytes(input))
        : memory.readCString(exports.opaJsonDump(result(entrypoint, root.getAsInt())));
  }

  /** As above, but sets stay sets. */
  RegoValue evaluateValue(String entrypoint, JsonNode input) {
    OptionalInt root = layoutKnown ? writer.write(input) : OptionalInt.empty();
    return root.isEmpty()
        ? RegoParser.parse(evaluate(entrypoint, bytes(input), AS_VALUE))
        : read(result(entrypoint, root.getAsInt()));
  }

  private static byte[] bytes(JsonNode input) {
    return input.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** The address of the result set for what was written. */
  private int result(String entrypoint, int root) {
    layOut(writer);
    int context = exports.opaEvalCtxNew();
    exports.opaEvalCtxSetInput(context, root);
    exports.opaEvalCtxSetData(context, data);
    exports.opaEvalCtxSetEntrypoint(context, entrypoints.get(entrypoint));
    exports.eval(context);
    return exports.opaEvalCtxGetResult(context);
  }

  /**
   * Puts what was written at the beginning of the heap, so nothing of the evaluation before is
   * left.
   */
  private void layOut(InputWriter written) {
    int length = written.length();
    makeRoom(length);
    memory.write(heap, written.bytes(), 0, length);
    exports.opaHeapPtrSet(heap + length);
  }

  private void makeRoom(int length) {
    int missing = heap + length - memory.pages() * Memory.PAGE_SIZE;
    if (missing > 0 && memory.grow(missing / Memory.PAGE_SIZE + 1) < 0) {
      throw new IllegalStateException("an input of " + length + " bytes is too large");
    }
  }

  /**
   * Whether the module takes what {@link InputWriter} lays out for what it would have parsed: the
   * same values, and found again under the hashes that the module itself computes.
   */
  private boolean readsWhatIsLaidOut() throws JsonProcessingException {
    ObjectNode sample = (ObjectNode) JSON.readTree(LAYOUT_SAMPLE);
    for (int i = 0; i < KEYS_IN_SAMPLE; i++) {
      sample.putObject("key-" + i);
    }
    exports.opaHeapPtrSet(heap);
    JsonNode parsed = dumped(parse(JSON.writeValueAsBytes(sample)));
    boolean known = dumped(layOut(sample, writer)).equals(parsed) && findsKeys(sample);
    exports.opaHeapPtrSet(heap);
    if (!known) {
      LOG.warn(
          "The policy module holds values in another way than this program knows; inputs are"
              + " parsed by the module, which is slower");
    }
    return known;
  }

  /** A key that is not found where it lies is added a second time, and the text is longer. */
  private boolean findsKeys(ObjectNode sample) throws JsonProcessingException {
    exports.opaHeapPtrSet(heap);
    String parsed = withAdditions(parse(JSON.writeValueAsBytes(sample)), sample);
    // Buckets with room to spare: a table that had to grow would be given back to OPA's allocator.
    int root = layOut(sample, new InputWriter(heap, 0));
    return withAdditions(root, sample).length() == parsed.length();
  }

  private int layOut(JsonNode sample, InputWriter by) {
    int root = by.write(sample).orElseThrow();
    layOut(by);
    return root;
  }

  private JsonNode dumped(int address) throws JsonProcessingException {
    return JSON.readTree(memory.readCString(exports.opaJsonDump(address)));
  }

  private String withAdditions(int object, JsonNode sample) throws JsonProcessingException {
    for (Map.Entry<String, JsonNode> field : sample.properties()) {
      if (field.getValue().isObject()) {
        byte[] path = JSON.writeValueAsBytes(List.of(field.getKey(), "added"));
        exports.opaValueAddPath(object, parse(path), parse(new byte[] {'1'}));
      }
    }
    return memory.readCString(exports.opaJsonDump(object));
  }

  /**
   * As above, where the module parses the input itself.
   *
   * @param input JSON in UTF-8
   */
  String evaluate(String entrypoint, byte[] input) {
    return evaluate(entrypoint, input, AS_JSON);
  }

  private String evaluate(String entrypoint, byte[] input, int format) {
    makeRoom(input.length);
    int end = heap + input.length;
    memory.write(heap, input);
    // The heap begins anew behind the input, so nothing of the evaluation before is left.
    int result =
        exports.opaEval(0, entrypoints.get(entrypoint), data, heap, input.length, end, format);
    return memory.readCString(result);
  }

  private Map<String, Integer> numbered(int address) throws JsonProcessingException {
    Map<String, Integer> names = new HashMap<>();
    JSON.readTree(memory.readCString(exports.opaJsonDump(address)))
        .properties()
        .forEach(entry -> names.put(entry.getKey(), entry.getValue().intValue()));
    return names;
  }

  private int parse(byte[] json) {
    int text = exports.opaMalloc(json.length);
    memory.write(text, json);
    int value = exports.opaJsonParse(text, json.length);
    exports.opaFree(text);
    if (value == 0) {
      throw new IllegalStateException("OPA's parser refused a value");
    }
    return value;
  }

  private int call(int builtin, int... addresses) {
    List<RegoValue> arguments = Arrays.stream(addresses).mapToObj(this::read).toList();
    JsonNode result = builtins.get(builtin).call(arguments);
    return result == null ? 0 : parse(result.toString().getBytes(StandardCharsets.UTF_8));
  }

  private RegoValue read(int address) {
    int text = exports.opaValueDump(address);
    RegoValue value = RegoParser.parse(memory.readCString(text));
    exports.opaFree(text);
    return value;
  }

  @Override
  public OpaWasm_Env env() {
    return this;
  }

  @Override
  public Memory memory() {
    return memory;
  }

  @Override
  public void opaAbort(int message) {
    throw new IllegalStateException("OPA aborted: " + memory.readCString(message));
  }

  @Override
  public int opaBuiltin0(int builtin, int context) {
    return call(builtin);
  }

  @Override
  public int opaBuiltin1(int builtin, int context, int a) {
    return call(builtin, a);
  }

  @Override
  public int opaBuiltin2(int builtin, int context, int a, int b) {
    return builtin == HostCalls.NEXT_KEY ? orderedKeys.next(a, b) : call(builtin, a, b);
  }

  @Override
  public int opaBuiltin3(int builtin, int context, int a, int b, int c) {
    return call(builtin, a, b, c);
  }

  @Override
  public int opaBuiltin4(int builtin, int context, int a, int b, int c, int d) {
    return call(builtin, a, b, c, d);
  }
}
