package dev.yunzhi.policy.gatekeeper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.yunzhi.policy.EngineLimits;
import dev.yunzhi.policy.InvalidBundleException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** What cannot be carried out is refused, and its author is told where and why. */
class RefusalTest {
  private static final String TEMPLATE =
      """
      apiVersion: templates.gatekeeper.sh/v1
      kind: ConstraintTemplate
      metadata:
        name: yzone
        annotations: {}
      spec:
        crd:
          spec:
            names:
              kind: YzOne
            validation:
              openAPIV3Schema:
                type: object
                properties:
                  labels: {type: array, items: {type: string}}
                  count: {type: integer, minimum: 1}
        targets:
          - target: admission.k8s.gatekeeper.sh
            rego: |
              package yzone
              violation[{"msg": "no"}] { input.review }
            libs:
              - |
                package lib.one
                x = 1
      """;

  private static final String CONSTRAINT =
      """
      apiVersion: constraints.gatekeeper.sh/v1beta1
      kind: YzOne
      metadata:
        name: one
      spec:
        enforcementAction: deny
        match:
          scope: Namespaced
        parameters: {}
      """;

  @TempDir Path folder;

  /** What is changed of the template, into what, and what is said of it. */
  private record Case(String text, String changed, String message) {}

  private static final List<Case> TEMPLATES =
      List.of(
          new Case(
              "sh/v1",
              "sh/v2",
              "apiVersion: \"templates.gatekeeper.sh/v2\" is none of templates.gatekeeper.sh/v1,"
                  + " v1beta1, v1alpha1"),
          new Case(
              "kind: ConstraintTemplate", "kind: Template", "kind: it must be ConstraintTemplate"),
          new Case(
              "name: yzone",
              "name: other",
              "metadata.name: it must be the kind in lower case, yzone, not other"),
          new Case("kind: YzOne", "kind: 1One", "spec.crd.spec.names.kind: \"1One\" is no kind"),
          new Case("targets:", "targets: []\n  others:", "spec.targets: there must be one, not 0"),
          new Case(
              "admission.k8s.gatekeeper.sh",
              "other.example",
              "spec.targets[0].target: \"other.example\" is not admission.k8s.gatekeeper.sh"),
          new Case("rego: |", "text: |", "spec.targets[0]: it has neither rego nor code"),
          new Case(
              "rego: |",
              "code: [{engine: K8sNativeValidation}, {engine: Other}]\n      text: |",
              "spec.targets[0].code: only the engine Rego is supported, not K8sNativeValidation,"
                  + " Other"),
          new Case(
              "rego: |",
              "code: [{engine: Rego, source: {version: v2, rego: x}}]\n      text: |",
              "spec.targets[0].code[0].source.version: \"v2\" is neither v0 nor v1"),
          new Case(
              "annotations: {}",
              "annotations: {metadata.gatekeeper.sh/requires-sync-data: '{}'}",
              "metadata.annotations[\"metadata.gatekeeper.sh/requires-sync-data\"]: it must be a"
                  + " JSON list of lists of clauses"),
          new Case(
              "annotations: {}",
              "annotations: {metadata.gatekeeper.sh/requires-sync-data: '[[{\"group\": []}]]'}",
              "metadata.annotations[\"metadata.gatekeeper.sh/requires-sync-data\"].group: there is"
                  + " no such field; there are groups, kinds, versions"),
          new Case(
              "package yzone",
              "import x",
              "spec.targets[0].rego: it does not begin with its package"),
          new Case("violation[", "deny[", "spec.targets[0].rego: it has no rule violation"),
          new Case(
              "input.review }",
              "x := data.other[input.review.name] }",
              "spec.targets[0].rego, line 2, column 33: only data.inventory and data.lib may be"
                  + " read, not data.other"),
          new Case(
              "input.review }",
              "x := data[input.review.name] }",
              "spec.targets[0].rego, line 2, column 33: only data.inventory and data.lib may be"
                  + " read, not data"),
          new Case(
              "package lib.one",
              "package other.one",
              "spec.targets[0].libs[0]: its package must be lib.<name>"));

  private static final List<Case> CONSTRAINTS =
      List.of(
          new Case(
              "sh/v1beta1",
              "sh/v1",
              "apiVersion: \"constraints.gatekeeper.sh/v1\" is neither"
                  + " constraints.gatekeeper.sh/v1beta1 nor v1alpha1"),
          new Case("kind: YzOne", "kind: YzTwo", "kind: \"YzTwo\" is not the template's, YzOne"),
          new Case("name: one", "name: ''", "metadata.name: it must have from 1 to 63 characters"),
          new Case(
              "enforcementAction: deny",
              "enforcementAction: block",
              "spec.enforcementAction: \"block\" is none of deny, warn, dryrun, scoped"),
          new Case(
              "enforcementAction: deny",
              "enforcementAction: scoped",
              "spec.scopedEnforcementActions: enforcementAction scoped needs at least one, with"
                  + " action and enforcementPoints"),
          new Case(
              "enforcementAction: deny",
              "enforcementAction: scoped\n  scopedEnforcementActions: [{action: deny}]",
              "spec.scopedEnforcementActions[0].enforcementPoints: there must be at least one"),
          new Case(
              "enforcementAction: deny",
              "enforcementAction: scoped\n"
                  + "  scopedEnforcementActions: [{action: deny, enforcementPoints: [{name: x}]}]",
              "spec.scopedEnforcementActions[0].enforcementPoints: \"x\" is none of"
                  + " validation.gatekeeper.sh, audit.gatekeeper.sh, gator.gatekeeper.sh,"
                  + " vap.k8s.io, *"),
          new Case(
              "scope: Namespaced",
              "namespace: [a]",
              "spec.match.namespace: there is no such field; there are excludedNamespaces, kinds,"
                  + " labelSelector, name, namespaceSelector, namespaces, processes, scope,"
                  + " source"),
          new Case(
              "scope: Namespaced",
              "namespaces: [a*b]",
              "spec.match.namespaces: \"a*b\" is neither a name nor a name with a * at its"
                  + " beginning or end"),
          new Case(
              "scope: Namespaced",
              "source: Both",
              "spec.match.source: \"Both\" is none of All, Original, Generated"),
          new Case(
              "scope: Namespaced",
              "labelSelector: {matchExpressions: [{key: a, operator: Like}]}",
              "spec.match.labelSelector.matchExpressions[0].operator: \"Like\" is none of In,"
                  + " NotIn, Exists, DoesNotExist"),
          new Case(
              "scope: Namespaced",
              "namespaceSelector: {matchExpressions: [{key: a, operator: In}]}",
              "spec.match.namespaceSelector.matchExpressions[0].values: In needs at least one"
                  + " value"),
          new Case(
              "scope: Namespaced",
              "labelSelector: {matchLabels: {'a b': c}}",
              "spec.match.labelSelector.matchLabels: \"a b\" is no key of a label"),
          new Case(
              "scope: Namespaced",
              "labelSelector: {matchLabels: {a/b: '-'}}",
              "spec.match.labelSelector.matchLabels.a/b: \"-\" is no value of a label"),
          new Case(
              "parameters: {}",
              "parameters: {count: 0}",
              "spec.parameters: /count: must have a minimum value of 1"),
          new Case(
              "parameters: {}",
              "parameters: {label: x}",
              "spec.parameters: : property 'label' is not defined in the schema and the schema"
                  + " does not allow additional properties"),
          new Case("parameters: {}", "parameters: [a]", "spec.parameters: it must be an object"));

  @TestFactory
  Stream<DynamicTest> templates() {
    return TEMPLATES.stream()
        .map(
            one ->
                DynamicTest.dynamicTest(
                    one.message(),
                    () -> {
                      assertThat(TEMPLATE).contains(one.text());
                      String text = TEMPLATE.replaceFirst(quoted(one.text()), plain(one.changed()));
                      assertThatThrownBy(
                              () ->
                                  TemplateBundle.of(
                                      List.of(ConstraintTemplate.parse(TemplateFile.yaml(text)))))
                          .isInstanceOf(RefusedException.class)
                          .hasMessage(one.message());
                    }));
  }

  @TestFactory
  Stream<DynamicTest> constraints() throws Exception {
    ConstraintTemplate template = ConstraintTemplate.parse(TemplateFile.yaml(TEMPLATE));
    Constraint.parse(TemplateFile.yaml(CONSTRAINT), template);
    return CONSTRAINTS.stream()
        .map(
            one ->
                DynamicTest.dynamicTest(
                    one.message(),
                    () -> {
                      assertThat(CONSTRAINT).contains(one.text());
                      String text =
                          CONSTRAINT.replaceFirst(quoted(one.text()), plain(one.changed()));
                      assertThatThrownBy(() -> Constraint.parse(TemplateFile.yaml(text), template))
                          .isInstanceOf(RefusedException.class)
                          .hasMessage(one.message());
                    }));
  }

  @Test
  void functionsThatTheEngineLacksAreNamed() throws Exception {
    ConstraintTemplate template =
        ConstraintTemplate.parse(
            TemplateFile.yaml(
                TEMPLATE.replace(
                    "input.review }",
                    "http.send({\"url\": input.review.name}); time.now_ns() > 1 }")));
    var bundle = TemplateFile.build(folder, List.of(template));
    assertThatThrownBy(() -> ConstraintEngine.load(bundle, EngineLimits.defaults()))
        .isInstanceOf(InvalidBundleException.class)
        .hasMessageContaining(
            "calls built-in functions that this engine does not have: http.send, time.now_ns;");
  }

  private static String quoted(String text) {
    return Pattern.quote(text);
  }

  private static String plain(String text) {
    return Matcher.quoteReplacement(text);
  }
}
