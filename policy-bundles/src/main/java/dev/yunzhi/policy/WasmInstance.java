package dev.yunzhi.policy;

import com.dylibso.chicory.runtime.ByteArrayMemory;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.Memory;
import com.dylibso.chicory.wasm.types.MemoryLimits;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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

  private final Memory memory;
  private final OpaWasm_ModuleExports exports;
  private final Map<String, Integer> entrypoints;
  private final Map<Integer, Builtins.Builtin> builtins = new HashMap<>();
  private final ModuleMemory values;
  private final int data;
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
      this.exports =
          new OpaWasm_ModuleExports(
              Instance.builder(policy.module())
                  .withImportValues(toImportValues())
                  .withMachineFactory(policy::machine)
                  .build());
      this.values = new ModuleMemory(memory, exports);
      this.orderedKeys = new OrderedKeys(memory, values::value);
      bindBuiltins(numbered(exports.builtins()));
      this.entrypoints = numbered(exports.entrypoints());
      this.data = values.parse(JSON.writeValueAsBytes(data));
      values.keep();
      this.writer = new InputWriter(values.heap(), InputWriter.MOST_IN_ORDER);
      this.layoutKnown = policy.readsLayout(new LayoutCheck(values, exports)::passes);
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
        : values.json(result(entrypoint, root.getAsInt()));
  }

  /** As above, but sets stay sets. */
  RegoValue evaluateValue(String entrypoint, JsonNode input) {
    OptionalInt root = layoutKnown ? writer.write(input) : OptionalInt.empty();
    return root.isEmpty()
        ? RegoParser.parse(evaluate(entrypoint, bytes(input), AS_VALUE))
        : values.value(result(entrypoint, root.getAsInt()));
  }

  private static byte[] bytes(JsonNode input) {
    return input.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** The address of the result set for what was written. */
  private int result(String entrypoint, int root) {
    values.put(writer);
    int context = exports.opaEvalCtxNew();
    exports.opaEvalCtxSetInput(context, root);
    exports.opaEvalCtxSetData(context, data);
    exports.opaEvalCtxSetEntrypoint(context, entrypoints.get(entrypoint));
    exports.eval(context);
    return exports.opaEvalCtxGetResult(context);
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
    // The heap begins anew behind the input, so nothing of the evaluation before is left.
    int end = values.put(input, input.length);
    int result =
        exports.opaEval(
            0, entrypoints.get(entrypoint), data, values.heap(), input.length, end, format);
    return memory.readCString(result);
  }

  private Map<String, Integer> numbered(int address) throws JsonProcessingException {
    Map<String, Integer> names = new HashMap<>();
    JSON.readTree(values.json(address))
        .properties()
        .forEach(entry -> names.put(entry.getKey(), entry.getValue().intValue()));
    return names;
  }

  private int call(int builtin, int... addresses) {
    List<RegoValue> arguments = Arrays.stream(addresses).mapToObj(values::value).toList();
    JsonNode result = builtins.get(builtin).call(arguments);
    return result == null ? 0 : values.parse(result.toString().getBytes(StandardCharsets.UTF_8));
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
