package dev.yunzhi.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A policy cannot tell an input that we laid out from one that OPA parsed. */
class InputWriterTest {

  private static final int DOCUMENTS = 3000;
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The whole input, each value found again by its path, and keys met by iteration. */
  private static final String ECHO =
      """
      package yunzhi

      findings := {
        "input": input,
        "found": {value | walk(input, [path, _]); value := object.get(input, path, "missing")},
        "keys": {key | some key, _ in input},
        "same": input == json.unmarshal(json.marshal(input)),
      }

      stages := []

      catalogue := []
      """;

  private static WasmInstance instance;

  @BeforeAll
  static void compile(@TempDir Path folder) throws Exception {
    PolicyBundle bundle = Opa.build(folder, ECHO);
    instance = new WasmInstance(WasmPolicy.compile(bundle.wasm()), bundle.data(), 64);
    assertThat(instance.readsLaidOutInputs())
        .as("the module passed the check at its load")
        .isTrue();
  }

  @Test
  void generatedDocumentsReadTheSame() throws Exception {
    Random random = new Random(5);
    for (int i = 0; i < DOCUMENTS; i++) {
      requireSame(object(random, 4));
    }
  }

  @Test
  void aLongDocumentAndAShortOneAfterIt() throws Exception {
    ObjectNode longOne = NODES.objectNode();
    ArrayNode items = longOne.putArray("items");
    for (int i = 0; i < 2000; i++) {
      items.addObject().put("name", "pod-" + i).put("文", "x".repeat(i % 50));
    }
    requireSame(longOne);
    requireSame(NODES.objectNode().put("name", "web"));
  }

  private static void requireSame(JsonNode document) throws Exception {
    String parsed =
        instance.evaluate("yunzhi/findings", document.toString().getBytes(StandardCharsets.UTF_8));
    String laidOut = instance.evaluate("yunzhi/findings", document);
    JsonNode result = JSON.readTree(laidOut).at("/0/result");
    JsonNode expected = JSON.readTree(parsed).at("/0/result");
    assertThat((Object) result.path("input")).isEqualTo(expected.path("input"));
    // Sets come in the order of their hashes, and equal hashes in no order at all.
    assertThat(items(result.path("found"))).isEqualTo(items(expected.path("found")));
    assertThat(items(result.path("keys"))).isEqualTo(items(expected.path("keys")));
    assertThat(result.path("same").asBoolean()).as(document.toString()).isTrue();
  }

  private static Set<JsonNode> items(JsonNode array) {
    Set<JsonNode> items = new HashSet<>();
    array.forEach(items::add);
    return items;
  }

  private static JsonNode value(Random random, int depth) {
    return switch (random.nextInt(depth > 0 ? 12 : 8)) {
      case 0 -> NODES.nullNode();
      case 1 -> NODES.booleanNode(random.nextBoolean());
      case 2 -> NODES.numberNode(random.nextInt(-3, 300));
      case 3 -> NODES.numberNode(random.nextLong());
      case 4, 5, 6 -> NODES.textNode(text(random));
      case 7 -> rareNumber(random);
      case 8, 9 -> array(random, depth - 1);
      default -> object(random, depth - 1);
    };
  }

  /** Mostly integers: one number that is none sends the whole document to OPA's parser. */
  private static JsonNode rareNumber(Random random) {
    return switch (random.nextInt(60)) {
      case 0 -> NODES.numberNode(0.5);
      case 1 -> NODES.numberNode(BigInteger.TEN.pow(30));
      default -> NODES.numberNode(random.nextInt());
    };
  }

  private static ArrayNode array(Random random, int depth) {
    ArrayNode array = NODES.arrayNode();
    for (int i = random.nextInt(6); i > 0; i--) {
      array.add(value(random, depth));
    }
    return array;
  }

  private static ObjectNode object(Random random, int depth) {
    ObjectNode object = NODES.objectNode();
    for (int i = random.nextInt(random.nextInt(10) == 0 ? 60 : 8); i > 0; i--) {
      object.set(text(random), value(random, depth));
    }
    return object;
  }

  private static String text(Random random) {
    String start =
        List.of(
                "",
                "name",
                "metadata",
                "app.kubernetes.io/name",
                "税务",
                "a\"b\\c\n",
                "😀",
                "k",
                "\u0000",
                "é")
            .get(random.nextInt(10));
    return random.nextBoolean() ? start : start + random.nextInt(100);
  }
}
