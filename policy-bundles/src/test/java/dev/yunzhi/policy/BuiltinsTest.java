package dev.yunzhi.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The host's built-in functions answer what {@code opa eval} answers, undefined included. */
class BuiltinsTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final List<String> CALLS =
      List.of(
          "time.parse_rfc3339_ns(\"2026-11-24T08:00:00Z\")",
          "time.parse_rfc3339_ns(\"2026-11-24T08:00:00.123456789+08:00\")",
          "time.parse_rfc3339_ns(\"1969-12-31T23:59:59.5Z\")",
          "time.parse_rfc3339_ns(\"2026-11-24T08:00:00.1Z\")",
          "time.parse_rfc3339_ns(\"2026-11-24t08:00:00z\")",
          "time.parse_rfc3339_ns(\"2026-11-24 08:00:00Z\")",
          "time.parse_rfc3339_ns(\"2026-11-24T08:00Z\")",
          "time.parse_rfc3339_ns(\"2026-11-24\")",
          "time.parse_rfc3339_ns(\"2026-02-29T00:00:00Z\")",
          "time.parse_rfc3339_ns(\"2028-02-29T00:00:00Z\")",
          "time.parse_rfc3339_ns(\"2026-11-24T24:00:00Z\")",
          "time.parse_rfc3339_ns(\"2026-11-24T23:59:60Z\")",
          "time.parse_rfc3339_ns(\"2262-04-11T23:47:16.854775807Z\")",
          "time.parse_rfc3339_ns(\"2262-04-11T23:47:16.854775808Z\")",
          "time.parse_rfc3339_ns(\"1677-09-21T00:12:43Z\")",
          "time.parse_rfc3339_ns(\"0001-01-01T00:00:00Z\")",
          "time.parse_rfc3339_ns(\"\")",
          "strings.any_prefix_match(\"abc\", \"ab\")",
          "strings.any_prefix_match(\"abc\", [\"x\", \"a\"])",
          "strings.any_prefix_match({\"abc\", \"x\"}, {\"y\", \"abcd\"})",
          "strings.any_prefix_match([], [\"a\"])",
          "strings.any_prefix_match([\"税务\"], {\"税\"})",
          "strings.any_prefix_match(\"abc\", [\"\"])",
          "strings.any_suffix_match(\"abc\", \"bc\")",
          "strings.any_suffix_match([\"abc\", \"x\"], {\"c\"})",
          "strings.any_suffix_match(\"abc\", [])",
          "regex.match(`^registry\\.gov\\.example/[a-z0-9/._-]+@sha256:[0-9a-f]{64}$`, \"registry.gov.example/a\")",
          "regex.match(`^[a-z]+$`, \"abc\")",
          "regex.match(`b`, \"abc\")",
          "regex.match(`^b`, \"abc\")",
          "regex.match(``, \"\")",
          "regex.match(`(?i)ABC`, \"xabcx\")",
          "regex.match(`^\\p{Han}+$`, \"税务\")",
          "regex.match(`^.$`, \"😀\")",
          "regex.match(`^.$`, \"\\n\")",
          "regex.match(`(?s)^.$`, \"\\n\")",
          "regex.match(`(?m)^b$`, \"a\\nb\\nc\")",
          "regex.match(`a{2,3}`, \"aa\")",
          "regex.match(`a{1001}`, \"aa\")",
          "regex.match(`(`, \"aa\")",
          "regex.match(`\\d+\\.\\d+`, \"v1.22\")",
          "regex.match(`\\bweb\\b`, \"a web b\")",
          "regex.match(`(a|b)*c`, \"ababc\")",
          "regex.match(`(?P<n>x)`, \"x\")",
          "regex.match(`(?=x)`, \"x\")",
          "regex.match(`\\x{7a0e}`, \"税\")",
          "regex.match(`[^a]`, \"\")",
          "regex.is_valid(`[a-z]+`)",
          "regex.is_valid(`[a-z`)",
          "regex.is_valid(`(?<n>x)`)",
          "regex.is_valid(`\\1`)",
          "regex.is_valid(``)",
          // Regular expressions.
          "regex.split(\"a*\", \"baac税aad\")",
          "regex.split(\"\", \"税a\")",
          "regex.split(\",\", \"\")",
          "regex.split(\"^a\", \"aab\")",
          "regex.split(\"(\", \"aab\")",
          "regex.split(\"b$\", \"aab\")",
          "regex.find_n(\"a*\", \"baaac税\", -1)",
          "regex.find_n(\"[a-z]+\", \"ab1cd2ef\", 2)",
          "regex.find_n(\"x\", \"ab\", 3)",
          "regex.find_n(\"a\", \"aaa\", 0)",
          "regex.find_n(\"\\\\p{Han}\", \"税务a\", 1)",
          "regex.replace(\"-wab-waab-\", \"a(x*)b\", \"<$0|$1>\")",
          "regex.replace(\"abc\", \"(?P<first>a)(b)?\", \"${first}$2$$1$x${2\")",
          "regex.replace(\"abc\", \"(a)\", \"$1x ${1}x $ $\")",
          "regex.replace(\"税aab\", \"a*\", \"-\")",
          "regex.replace(\"foo\", \"^[a-z]\", \"F\")",
          "regex.replace(\"foo\", \"(?i)O$\", \"\")",
          "regex.replace(\"foo\", \"[\", \"\")",
          // Units.
          "units.parse(\"100m\")",
          "units.parse(\"0.1m\")",
          "units.parse(\"0.0001m\")",
          "units.parse(\"1.5Gi\")",
          "units.parse(\"3K\")",
          "units.parse(\"2k\")",
          "units.parse(\"1e3\")",
          "units.parse(\"1E3Mi\")",
          "units.parse(\"10E\")",
          "units.parse(\"5e\")",
          "units.parse(\"-3M\")",
          "units.parse(\"+.5T\")",
          "units.parse(\"7.\")",
          "units.parse(\"010\")",
          "units.parse(\"1.2.3\")",
          "units.parse(\"1KI\")",
          "units.parse(\"1MB\")",
          "units.parse(\"\")",
          "units.parse(\"Mi\")",
          "units.parse(\"1 Mi\")",
          "units.parse(\"1e1234567\")",
          "units.parse(\"0\")",
          "units.parse(\"-0.5m\")",
          "units.parse_bytes(\"1.1gb\")",
          "units.parse_bytes(\"0.1kb\")",
          "units.parse_bytes(\"1.5Gi\")",
          "units.parse_bytes(\"64Mi\")",
          "units.parse_bytes(\"2KiB\")",
          "units.parse_bytes(\"3 kb\")",
          "units.parse_bytes(\"7e2\")",
          "units.parse_bytes(\"1.7E\")",
          "units.parse_bytes(\"0.3mb\")",
          "units.parse_bytes(\"-2.5k\")",
          "units.parse_bytes(\"1kbb\")",
          "units.parse_bytes(\"b\")",
          "units.parse_bytes(\"12345678901234567890\")",
          "units.parse_bytes(\"123456789012345678901234\")",
          "units.parse_bytes(\"\\\"1k\\\"\")",
          // Strings.
          "glob.quote_meta(\"a*b?{c,d}[e-f]\\\\!税\")",
          "indexof_n(\"aaa\", \"aa\")",
          "indexof_n(\"税a税a\", \"a\")",
          "indexof_n(\"abc\", \"x\")",
          "indexof_n(\"abc\", \"\")",
          "strings.count(\"cheese\", \"e\")",
          "strings.count(\"aaa\", \"aa\")",
          "strings.count(\"税务\", \"\")",
          "crypto.md5(\"税\")",
          "crypto.sha1(\"\")",
          "crypto.sha256(\"abc\")",
          // Values.
          "trace(\"x\")",
          "object.subset({\"a\": {\"b\": [1, 2, 3], \"c\": {1, 2}}, \"d\": null}, {\"a\": {\"b\":"
              + " [2, 3], \"c\": {2}}})",
          "object.subset({\"a\": 1}, {\"a\": 1.0})",
          "object.subset({\"a\": 1}, {\"b\": 1})",
          "object.subset({1, 2}, {1})",
          "object.subset({1, 2}, {3})",
          "object.subset([1, 2, 1, 3], [1, 3])",
          "object.subset([1, 2], [2, 1])",
          "object.subset([], [])",
          "object.subset([1, 2, 3], {3, 1})",
          "object.subset([1, 1], {1, 2})",
          "object.subset([], set())",
          "object.subset([1], set())",
          "json.marshal_with_options({\"b\": {3, 1}, \"a\": \"<税&>\\u2028\\n"
              + "\\\"\", \"c\": [null, true, 1.50]}, {})",
          "json.marshal_with_options({1: 2, [1]: {}, \"x\": set()}, {})",
          "sprintf(\"%v\", [{\"a\": {1, {2}}, \"b\": [null, true, \"税\\n\"]}])");

  @TempDir Path folder;

  @Test
  void everyCallGivesWhatOpaGives() throws Exception {
    StringBuilder rego = new StringBuilder("package yunzhi\n\ncatalogue := []\n\nstages := []\n\n");
    for (int i = 0; i < CALLS.size(); i++) {
      rego.append("findings[%d] := %s\n\n".formatted(i, CALLS.get(i)));
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
        JSON.readTree(instance.evaluate("yunzhi/findings", new byte[] {'{', '}'})).at("/0/result");
    List<String> differences = new ArrayList<>();
    for (int i = 0; i < CALLS.size(); i++) {
      JsonNode right = expected.path(Integer.toString(i));
      JsonNode given = actual.path(Integer.toString(i));
      if (!given.equals(right)) {
        differences.add(CALLS.get(i) + ": " + given + " instead of " + right);
      }
    }
    assertThat(differences).isEmpty();
    assertThat(expected.size()).as("defined answers").isBetween(15, CALLS.size() - 8);
  }
}
