package dev.yunzhi.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** {@code sprintf} of the engine and of {@code opa eval} give the same text, case by case. */
class SprintfTest {
  private static final int GROUP = 20;
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final List<String> FLAGS =
      List.of(
          "", "+", "-", "#", " ", "0", "8", "-8", "08", "+8", ".3", ".0", "8.3", "-8.3", "08.3");

  private static final List<String> VERBS =
      List.of(
          "v", "d", "s", "q", "x", "X", "o", "O", "b", "c", "U", "t", "T", "p", "z", "e", "E", "f",
          "F", "g", "G");

  /** Arguments in Rego. */
  private static final List<String> VALUES =
      List.of(
          "0",
          "7",
          "-42",
          "1048576",
          "9223372036854775807",
          "12345678901234567890123",
          "1.5",
          "-0.25",
          "0.0",
          "2.2e-308",
          "4e-320",
          "1e6",
          "1234567.0",
          "100000.5",
          "0.00001234",
          "1e21",
          "1e100",
          "123456789.125",
          "2.675",
          "\"\"",
          "\"text\"",
          "\"税 é\"",
          "\"a\\nb\\\"c\"",
          "\"😀`\"",
          "true",
          "null",
          "[1, \"a\", [2.50]]",
          "{\"b\": 1, \"a\": [true]}",
          "{3, 1, \"x\"}",
          "set()",
          "{}",
          "[]",
          "{1: {2, 1}, \"k\": null}");

  /** Formats with their arguments, in Rego, for what is not one verb with one argument. */
  private static final List<String> OTHERS =
      List.of(
          "\"no verb\", []",
          "\"100%%\", []",
          "\"%v\", []",
          "\"%v %v\", [1]",
          "\"%v\", [1, \"x\"]",
          "\"x\", [1, 2.5, \"s\", [1], 12345678901234567890]",
          "\"%\", [1]",
          "\"%5\", [1]",
          "\"%[2]v %[1]v\", [1, 2]",
          "\"%[1]v %[1]q\", [\"a\"]",
          "\"%[3]v\", [1]",
          "\"%[x]v\", [1]",
          "\"%[1\", [1]",
          "\"%[0]v\", [1]",
          "\"%*d|%-*d|\", [5, 1, 5, 2]",
          "\"%*d\", [-5, 1]",
          "\"%*d\", [\"a\", 1]",
          "\"%.*f\", [2, 1.239]",
          "\"%.*f\", [-2, 1.239]",
          "\"%.*f\", [\"a\", 1.5]",
          "\"%[1]*d\", [3, 4]",
          "\"%[3]*.[2]*[1]f|\", [12.5, 2, 6]",
          "\"%[1]2d\", [1]",
          "\"%2000000d\", [1]",
          "\"%!\", [1]",
          "\"%税\", [1]",
          "\"%.d\", [5]",
          "\"%#q\", [\"a`b\"]",
          "\"%+q\", [\"税\"]",
          "\"%#U\", [31246]",
          "\"% x\", [\"abc\"]",
          "\"%# x\", [\"abc\"]",
          "\"%#v\", [\"a\"]",
          "\"%+v\", [1]",
          "\"%+v\", [1.5]",
          "\"%#v\", [1.5]",
          "\"%.2s\", [{\"a\", \"b\"}]",
          "\"%5t|%t\", [true, 1]",
          "\"%d items of %s\", [3, {\"b\", \"a\"}]",
          "\"%+.3e\", [12345.678]",
          "\"%x\", [3.5]",
          "\"%.2x\", [3.14159]",
          "\"%b\", [0.1]",
          "\"%v\", [0.1]",
          "\"%v\", [1e20]",
          "\"%v\", [5e-324]",
          "\"%g\", [100000.0]",
          "\"%g\", [1000000.0]",
          "\"%.3g\", [1234.5678]",
          "\"%#g\", [1.0]",
          "\"%#.3x\", [1.5]",
          "\"%c\", [128512]",
          "\"%q\", [65]",
          "\"%c\", [-1]",
          "\"%U\", [-1]",
          "\"%+08.2f\", [3.14159]",
          "\"%-08d|\", [3]",
          "\"%+d\", [0]",
          "\"%x\", [-255]",
          "\"%#o\", [8]",
          "\"%O\", [8]",
          "\"%#b\", [5]",
          "\"% d\", [5]",
          "\"%d\", [1.0]",
          "\"%d\", [1e3]",
          "\"%v\", [1.0]",
          "\"%v\", [-0.0]",
          "\"%s\", [1e400]");

  @TempDir Path folder;

  @TestFactory
  List<DynamicTest> everyVerbWithEveryValue() throws Exception {
    List<String> cases = new ArrayList<>();
    for (String verb : VERBS) {
      for (String value : VALUES) {
        if (verb.equals("p") && value.startsWith("12345678901")) {
          continue; // An address in OPA's memory.
        }
        StringBuilder format = new StringBuilder();
        FLAGS.forEach(flags -> format.append("%").append(flags).append(verb).append("|"));
        String arguments = ", " + value;
        cases.add(
            JSON.writeValueAsString(format.toString())
                + ", ["
                + arguments.repeat(FLAGS.size()).substring(2)
                + "]");
      }
    }
    return compare(cases);
  }

  @TestFactory
  List<DynamicTest> everythingElse() throws Exception {
    return compare(OTHERS);
  }

  private List<DynamicTest> compare(List<String> cases) throws Exception {
    // In groups: a rule of a thousand lines would be too large a function for the JVM.
    int groups = (cases.size() + GROUP - 1) / GROUP;
    StringBuilder rego =
        new StringBuilder("package yunzhi\n\ncatalogue := []\n\nstages := []\n\nfindings := ");
    rego.append(
        IntStream.range(0, groups)
            .mapToObj(group -> "group_" + group)
            .collect(Collectors.joining(", ", "[", "]\n\n")));
    for (int i = 0; i < cases.size(); i++) {
      rego.append("group_%d[%d] := sprintf(%s)\n\n".formatted(i / GROUP, i, cases.get(i)));
    }
    PolicyBundle bundle = Opa.build(folder, rego.toString());
    JsonNode expected =
        Opa.eval(
            JSON.createObjectNode(),
            "data.yunzhi.findings",
            "--data",
            folder.resolve("policy.rego"));
    WasmInstance instance = new WasmInstance(WasmPolicy.compile(bundle.wasm()), bundle.data(), 64);
    JsonNode actual =
        JSON.readTree(instance.evaluate("yunzhi/findings", new byte[] {'{', '}'}))
            .path(0)
            .path("result");
    assertThat(actual.size()).isEqualTo(groups);
    List<DynamicTest> tests = new ArrayList<>();
    for (int i = 0; i < cases.size(); i++) {
      String at = "/" + i / GROUP + "/" + i;
      tests.add(
          DynamicTest.dynamicTest(
              "sprintf(" + cases.get(i) + ")",
              () -> assertThat(actual.at(at).asText()).isEqualTo(expected.at(at).asText())));
    }
    return tests;
  }
}
