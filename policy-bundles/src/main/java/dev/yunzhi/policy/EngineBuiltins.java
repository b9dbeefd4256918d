package dev.yunzhi.policy;

import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The built-in functions that a policy may call: those that OPA compiles to WebAssembly, those that
 * its compiler resolves, and those that this engine brings. A policy that calls another loads
 * nowhere.
 */
public final class EngineBuiltins {

  /**
   * As in OPA 1.22's {@code internal/compiler/wasm}, {@code builtinsFunctions}, but for the
   * deprecated.
   */
  private static final Set<String> IN_WASM =
      Set.of(
          "abs",
          "and",
          "array.concat",
          "array.flatten",
          "array.reverse",
          "array.slice",
          "base64.decode",
          "base64.encode",
          "base64.is_valid",
          "base64url.decode",
          "base64url.encode",
          "bits.and",
          "bits.lsh",
          "bits.negate",
          "bits.or",
          "bits.rsh",
          "bits.xor",
          "ceil",
          "concat",
          "contains",
          "count",
          "div",
          "endswith",
          "equal",
          "floor",
          "format_int",
          "glob.match",
          "graph.reachable",
          "gt",
          "gte",
          "indexof",
          "internal.member_2",
          "internal.member_3",
          "internal.template_string",
          "intersection",
          "is_array",
          "is_boolean",
          "is_null",
          "is_number",
          "is_object",
          "is_set",
          "is_string",
          "json.filter",
          "json.is_valid",
          "json.marshal",
          "json.remove",
          "json.unmarshal",
          "lower",
          "lt",
          "lte",
          "max",
          "min",
          "minus",
          "mul",
          "neq",
          "net.cidr_contains",
          "net.cidr_intersects",
          "numbers.range",
          "object.filter",
          "object.get",
          "object.keys",
          "object.remove",
          "object.union",
          "object.union_n",
          "or",
          "plus",
          "product",
          "regex.find_all_string_submatch_n",
          "regex.is_valid",
          "regex.match",
          "rem",
          "replace",
          "round",
          "sort",
          "split",
          "startswith",
          "strings.replace_n",
          "strings.reverse",
          "substring",
          "sum",
          "to_number",
          "trim",
          "trim_left",
          "trim_prefix",
          "trim_right",
          "trim_space",
          "trim_suffix",
          "type_name",
          "union",
          "upper",
          "walk");

  /** What is gone once a policy is compiled. */
  private static final Set<String> IN_THE_COMPILER =
      Set.of(
          "assign",
          "eq",
          "internal.print",
          "internal.test_case",
          "print",
          "rego.metadata.chain",
          "rego.metadata.rule");

  private EngineBuiltins() {}

  /** Their names, as Rego calls them. */
  public static SortedSet<String> names() {
    SortedSet<String> names = new TreeSet<>(IN_WASM);
    names.addAll(IN_THE_COMPILER);
    names.addAll(Builtins.ALL.keySet());
    return names;
  }
}
