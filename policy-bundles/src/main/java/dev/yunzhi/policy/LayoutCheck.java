package dev.yunzhi.policy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.styra.opa.wasm.OpaWasm_ModuleExports;
import java.util.List;
import java.util.Map;

/**
 * Whether a module takes what {@link InputWriter} lays out for what it would have parsed: the same
 * values, and found again under the hashes that the module itself computes.
 */
final class LayoutCheck {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Values of every kind. */
  private static final String SAMPLE =
      """
      {"metadata": {}, "税务": {}, "\\"quoted\\"": {}, "": {}, "0": {},
       "values": [null, true, false, 0, -1, 9007199254740993, "", "文\\n", [], [[1], {"k": {}}], {}]}
      """;

  /** Enough for a table of several buckets, some of which hold more than one. */
  private static final int KEYS = 200;

  private final ModuleMemory memory;
  private final OpaWasm_ModuleExports exports;

  LayoutCheck(ModuleMemory memory, OpaWasm_ModuleExports exports) {
    this.memory = memory;
    this.exports = exports;
  }

  /** The heap is empty before and after it. */
  boolean passes() {
    try {
      ObjectNode sample = (ObjectNode) JSON.readTree(SAMPLE);
      for (int i = 0; i < KEYS; i++) {
        sample.putObject("key-" + i);
      }
      return readsAlike(sample) && findsKeys(sample);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("OPA wrote no JSON: " + e.getOriginalMessage(), e);
    } finally {
      memory.clear();
    }
  }

  private boolean readsAlike(JsonNode sample) throws JsonProcessingException {
    String parsed = memory.json(parse(sample));
    String laidOut = memory.json(layOut(sample, InputWriter.MOST_IN_ORDER));
    return JSON.readTree(laidOut).equals(JSON.readTree(parsed));
  }

  /** A key that is not found where it lies is added a second time, and the text is longer. */
  private boolean findsKeys(JsonNode sample) throws JsonProcessingException {
    String parsed = withAdditions(parse(sample), sample);
    // Buckets with room to spare: a table that had to grow would be given back to OPA's allocator.
    return withAdditions(layOut(sample, 0), sample).length() == parsed.length();
  }

  private int parse(JsonNode sample) throws JsonProcessingException {
    memory.clear();
    return memory.parse(JSON.writeValueAsBytes(sample));
  }

  private int layOut(JsonNode sample, int mostInOrder) {
    InputWriter writer = new InputWriter(memory.heap(), mostInOrder);
    int root = writer.write(sample).orElseThrow();
    memory.put(writer);
    return root;
  }

  private String withAdditions(int object, JsonNode sample) throws JsonProcessingException {
    for (Map.Entry<String, JsonNode> field : sample.properties()) {
      if (field.getValue().isObject()) {
        byte[] path = JSON.writeValueAsBytes(List.of(field.getKey(), "added"));
        exports.opaValueAddPath(object, memory.parse(path), memory.parse(new byte[] {'1'}));
      }
    }
    return memory.json(object);
  }
}
