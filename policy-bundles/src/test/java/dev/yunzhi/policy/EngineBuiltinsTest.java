package dev.yunzhi.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineBuiltinsTest {

  /** What no policy can call by its name. */
  private static final Set<String> INTERNAL = Set.of("internal", "rego", "assign", "eq", "print");

  @Test
  void aPolicyThatCallsThemAllLoads(@TempDir Path folder) throws Exception {
    List<String> rules = new ArrayList<>();
    Set<String> known = new TreeSet<>();
    for (JsonNode builtin : Opa.run("capabilities", "--current").json().path("builtins")) {
      String name = builtin.path("name").asText();
      known.add(name);
      if (EngineBuiltins.names().contains(name)
          && !INTERNAL.contains(name.replaceFirst("\\..*", ""))) {
        int arity = builtin.path("decl").path("args").size();
        List<String> arguments = new ArrayList<>();
        for (int i = 0; i < arity; i++) {
          arguments.add("input.a" + i);
        }
        rules.add(
            "findings contains [\"%s\", x] if x := %s(%s)"
                .formatted(name, name, String.join(", ", arguments)));
      }
    }

    assertThat(known).containsAll(EngineBuiltins.names());
    assertThat(rules).hasSizeGreaterThan(90);
    PolicyBundle bundle =
        Opa.build(
            folder, "package yunzhi\nstages := []\ncatalogue := []\n" + String.join("\n", rules));
    PolicyEngine.load(bundle, EngineLimits.defaults()).close();
  }

  @Test
  void theStandardPoliciesAreThoseOfTheBundle() throws Exception {
    try (var engine = PolicyEngine.load(PolicyBundle.builtIn(), EngineLimits.defaults())) {
      assertThat(StandardPolicies.ids())
          .containsExactlyElementsOf(
              engine.catalogue().stream().map(PolicyDescription::id).toList());
    }
  }
}
