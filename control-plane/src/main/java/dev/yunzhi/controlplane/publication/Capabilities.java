package dev.yunzhi.controlplane.publication;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.yunzhi.policy.EngineBuiltins;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What policies may use of OPA: its own capabilities without the built-in functions that the engine
 * does not have, and without the network.
 *
 * @param json a capabilities file of OPA
 * @param withheld the functions that this OPA has and policies may not call
 */
record Capabilities(String json, Set<String> withheld) {
  private static final ObjectMapper JSON = new ObjectMapper();

  Capabilities {
    withheld = Set.copyOf(withheld);
  }

  /** Asks the program. */
  static Capabilities of(Opa opa, Path folder) throws OpaException {
    Opa.Run run = opa.run(folder, List.of("capabilities", "--current"));
    try {
      if (JSON.readTree(run.out()) instanceof ObjectNode capabilities && run.exitCode() == 0) {
        return without(capabilities);
      }
      throw OpaException.failed("opa capabilities answered: " + run.err(), null);
    } catch (JsonProcessingException e) {
      throw OpaException.failed("opa capabilities answered no JSON", e);
    }
  }

  private static Capabilities without(ObjectNode capabilities) throws JsonProcessingException {
    Set<String> allowed = EngineBuiltins.names();
    Set<String> withheld = new HashSet<>();
    ArrayNode kept = JSON.createArrayNode();
    for (JsonNode builtin : capabilities.path("builtins")) {
      String name = builtin.path("name").asText();
      if (allowed.contains(name)) {
        kept.add(builtin);
      } else {
        withheld.add(name);
      }
    }
    capabilities.set("builtins", kept);
    capabilities.set("allow_net", JSON.createArrayNode());
    return new Capabilities(JSON.writeValueAsString(capabilities), withheld);
  }
}
