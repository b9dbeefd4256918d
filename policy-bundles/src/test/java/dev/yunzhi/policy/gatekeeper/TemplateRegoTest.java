package dev.yunzhi.policy.gatekeeper;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Only names are rewritten, never texts and remarks; and places lead back to the template. */
class TemplateRegoTest {
  private static List<RegoModule> modules(String rego, String lib) throws Exception {
    return TemplateRego.modules(
        ConstraintTemplate.parse(
            TemplateFile.JSON.readTree(
                """
                {"apiVersion": "templates.gatekeeper.sh/v1", "kind": "ConstraintTemplate",
                 "metadata": {"name": "yzx"}, "spec": {"crd": {"spec": {"names": {"kind": "YzX"}}},
                 "targets": [{"target": "admission.k8s.gatekeeper.sh", "rego": %s, "libs": [%s]}]}}
                """
                    .formatted(
                        TemplateFile.JSON.writeValueAsString(rego),
                        TemplateFile.JSON.writeValueAsString(lib)))));
  }

  @Test
  void namesAreRewrittenAndNothingElse() throws Exception {
    List<RegoModule> modules =
        modules(
            """
            # package data.lib
            package a.b["c"].d # data.lib
            import data.lib.x
            violation[{"msg": msg}] {
              data.lib.x.f(input.data.lib, "data.lib \\" data.lib", `data.lib "`)
              data["lib"].x.g; data.inventory.cluster; data["inventory"]
              msg := $"税 {data.lib.x.h} \\{data.lib.x}"
              n := concat("", [json.marshal({"a": [1, 2]}), json.marshal("data.lib")])
            }
            """,
            """
            package lib.x["y z"]
            h = data.lib.z
            """);
    assertThat(modules.get(0).rego())
        .isEqualTo(
            """
            # package data.lib
            package yunzhi.gatekeeper["yzx"].template # data.lib
            import data.yunzhi.gatekeeper["yzx"].lib.x
            violation[{"msg": msg}] {
              data.yunzhi.gatekeeper["yzx"].lib.x.f(input.data.lib, "data.lib \\" data.lib", `data.lib "`)
              data.yunzhi.gatekeeper["yzx"]["lib"].x.g; data.inventory.cluster; data["inventory"]
              msg := $"税 {data.yunzhi.gatekeeper["yzx"].lib.x.h} \\{data.lib.x}"
              n := concat("", [json.marshal_with_options({"a": [1, 2]}, {}), json.marshal_with_options("data.lib", {})])
            }
            """);
    assertThat(modules.get(1).rego())
        .isEqualTo(
            """
            package yunzhi.gatekeeper["yzx"]["lib"]["x"]["y z"]
            h = data.yunzhi.gatekeeper["yzx"].lib.z
            """);
    assertThat(modules).extracting(RegoModule::version).containsExactly(0, 0);
    assertThat(modules)
        .extracting(RegoModule::path)
        .containsExactly("/gatekeeper/yzx/template.rego", "/gatekeeper/yzx/lib_0.rego");
  }

  @Test
  void placesLeadBackToTheTemplate() throws Exception {
    RegoModule module =
        modules(
                """
                package a
                violation[{"msg": m}] { m := data.lib.x.f(data.lib.y); 税 }
                """,
                "package lib.x")
            .get(0);
    String line = module.rego().lines().toList().get(1);
    assertThat(module.place(1, 3)).isEqualTo("spec.targets[0].rego, line 1, column 3");
    assertThat(module.place(2, 1 + line.indexOf("m :="))).endsWith("line 2, column 25");
    assertThat(module.place(2, 1 + line.indexOf(".lib.x.f"))).endsWith("line 2, column 34");
    assertThat(module.place(2, 1 + line.indexOf("税"))).endsWith("line 2, column 56");
  }
}
