package dev.yunzhi.controlplane.publication;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.yunzhi.controlplane.publication.PolicyCondition.Reason;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the real opa and this check say of ConstraintTemplates. */
class TemplateCheckTest {
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  private static final String TEMPLATE =
      """
      apiVersion: templates.gatekeeper.sh/v1
      kind: ConstraintTemplate
      metadata:
        name: owned
        generation: 3
        managedFields: [{manager: kubectl}]
      spec:
        crd: {spec: {names: {kind: Owned}}}
        targets:
          - target: admission.k8s.gatekeeper.sh
            rego: |
              package owned

              violation[{"msg": msg}] {
                not input.review.object.metadata.labels.owner
                msg := "nobody owns it"
              }
      """;

  private static TemplateCheck check;

  @BeforeAll
  static void start(@TempDir Path folder) throws OpaException {
    Opa opa = new Opa(Path.of(System.getProperty("opa")), Duration.ofSeconds(30));
    check = new TemplateCheck(opa, Capabilities.of(opa, folder));
  }

  private static TemplateCandidate candidate(String yaml) throws IOException {
    return TemplateCandidate.of(YAML.readTree(yaml));
  }

  @Test
  void takesOneThatOpaTakes() throws Exception {
    TemplateCandidate candidate = candidate(TEMPLATE);

    assertThat(check.check(candidate.content()).reason()).isEqualTo(Reason.CHECKED);
    assertThat(candidate.generation()).isEqualTo(3);
    assertThat(candidate.template()).doesNotContain("managedFields", "generation");
    assertThat(candidate.isIn(candidate.addTo(Sources.standard()))).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "msg := \"nobody owns it\" | msg := unknown | CHECK_FAILED | spec.targets[0].rego, line 5,"
            + " column 3",
        "msg := \"nobody owns it\" | msg := http.send({}) | UNKNOWN_BUILTIN | undefined function"
            + " http.send",
        "msg := \"nobody owns it\" | msg := data.secrets.x | CHECK_FAILED | only data.inventory and"
            + " data.lib may be read",
        "msg := \"nobody owns it\" | msg := data.inventory.cluster.x | CHECK_FAILED | must say"
            + " which kinds it needs there",
        "name: owned | name: other | CHECK_FAILED | it must be the kind in lower case, owned, not"
            + " other",
      })
  void refusesWhatCannotBeCarriedOut(String of, String with, Reason reason, String says)
      throws Exception {
    Verdict verdict = check.check(candidate(TEMPLATE.replace(of, with)).content());

    assertThat(verdict.reason()).isEqualTo(reason);
    assertThat(verdict.message()).contains(says);
  }

  @Test
  void refusesAnInventoryOfSecrets() throws Exception {
    String declared =
        TEMPLATE.replace(
            "  generation: 3",
            """
              annotations:
                metadata.gatekeeper.sh/requires-sync-data: |
                  "[[{"groups": [""], "versions": ["v1"], "kinds": ["Secret"]}]]"\
            """);

    assertThat(check.check(candidate(declared).content()).message())
        .contains("none of v1 Secret can be in the inventory");
  }
}
