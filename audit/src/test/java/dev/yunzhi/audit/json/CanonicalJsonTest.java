package dev.yunzhi.audit.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.yunzhi.audit.InvalidFieldException;
import java.io.IOException;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.erdtman.jcs.JsonCanonicalizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CanonicalJsonTest {
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  private static String canonical(String json) throws JsonProcessingException {
    return CanonicalJson.of("body", JSON.readTree(json));
  }

  /** RFC 8785, section 3.2.2, with the number that a double cannot hold as Java reads it. */
  @Test
  void theSampleOfTheRfc() throws IOException {
    String sample =
        """
        {
          "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
          "string": "\\u20ac$\\u000F\\u000aA'\\u0042\\u0022\\u005c\\\\\\"\\/",
          "literals": [null, true, false]
        }
        """;
    JsonNode asDoubles = new ObjectMapper().readTree(sample);
    assertThat(CanonicalJson.of("body", asDoubles))
        .isEqualTo(
            "{\"literals\":[null,true,false],"
                + "\"numbers\":[333333333.3333333,1e+30,4.5,0.002,1e-27],"
                + "\"string\":\"€$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"}");
  }

  /** RFC 8785, section 3.2.3. */
  @Test
  void namesSortByTheirUtf16CodeUnits() throws IOException {
    assertThat(
            canonical(
                """
                {"\\u20ac": "Euro Sign", "\\r": "Carriage Return", "\\ufb33": "Hebrew Letter Dalet With Dagesh",
                 "1": "One", "\\ud83d\\ude00": "Emoji: Grinning Face", "\\u0080": "Control",
                 "\\u00f6": "Latin Small Letter O With Diaeresis"}
                """))
        .isEqualTo(
            "{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\u0080\":\"Control\","
                + "\"ö\":\"Latin Small Letter O With Diaeresis\",\"€\":\"Euro Sign\","
                + "\"😀\":\"Emoji: Grinning Face\",\"\ufb33\":\"Hebrew Letter Dalet With Dagesh\"}");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "-0, 0",
    "-0.0, 0",
    "1.0, 1",
    "1e2, 100",
    "9007199254740991, 9007199254740991",
    "9007199254740992, 9007199254740992",
    "-2147483649, -2147483649",
    "1e21, 1e+21",
    "1e-7, 1e-7",
    "0.1, 0.1",
    "5e-324, 5e-324",
    "9007199254740993, \"9007199254740993\"",
    "1152921504606846976, \"1152921504606846976\"",
    "123456789012345678900, \"123456789012345678900\"",
    "0.12345678901234567890, \"0.1234567890123456789\"",
    "1e400, \"1E+400\"",
    "1e-400, \"1E-400\"",
    "1e999999999, \"1E+999999999\""
  })
  void numbersKeepWhatTheySay(String number, String expected) throws IOException {
    assertThat(canonical("[" + number + "]")).isEqualTo("[" + expected + "]");
  }

  @Test
  void whatJsonCannotSayIsNamed() {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.putObject("spec").putArray("values").add(1).add(Double.POSITIVE_INFINITY);
    assertThatThrownBy(() -> CanonicalJson.of("body", body))
        .isInstanceOf(InvalidFieldException.class)
        .hasMessage("body.spec.values[1]: is Infinity, which JSON cannot say");
    ObjectNode lone = JsonNodeFactory.instance.objectNode().put("t", "a\ud800");
    assertThatThrownBy(() -> CanonicalJson.of("body", lone))
        .hasMessage("body.t: holds half of a surrogate pair at character 1");
    ObjectNode binary = JsonNodeFactory.instance.objectNode().put("b", new byte[] {1});
    assertThatThrownBy(() -> CanonicalJson.of("body", binary))
        .hasMessage("body.b: is a BINARY node; only JSON values are recorded");
  }

  @Test
  void depthIsBounded() {
    ArrayNode tree = JsonNodeFactory.instance.arrayNode();
    for (int i = 0; i < 100_000; i++) {
      tree = JsonNodeFactory.instance.arrayNode().add(tree);
    }
    ArrayNode deep = tree;
    assertThatThrownBy(() -> CanonicalJson.of("body", deep))
        .isInstanceOf(InvalidFieldException.class)
        .hasMessageEndingWith("nested deeper than 1000 levels");
  }

  @Property(tries = 300)
  void agreesWithTheReferenceImplementation(
      @ForAll Map<String, Double> numbers, @ForAll Map<Integer, String> strings)
      throws IOException {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    numbers.forEach((name, number) -> body.put(wellFormed(name), number));
    ArrayNode list = body.putArray("list");
    strings.forEach((number, string) -> list.add(number).addObject().put("s", wellFormed(string)));
    assertThat(CanonicalJson.of("body", body))
        .isEqualTo(new JsonCanonicalizer(JSON.writeValueAsString(body)).getEncodedString());
  }

  private static String wellFormed(String text) {
    return text.replaceAll("[\\ud800-\\udfff]", "?");
  }
}
