package dev.yunzhi.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.crd.generator.annotation.PreserveUnknownFields;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/**
 * Spec of a {@link Policy}.
 *
 * @param policy id of the rule in the bundle, e.g. {@code SEC-019}; with {@code rego} the id of the
 *     new rule, which no standard one may have
 * @param effect null leaves the rule's own effect
 * @param parameters overlay on the rule's default parameters, field by field; null leaves the
 *     defaults
 * @param rego the rule itself, a module of the form that the standard ones have: at most {@value
 *     #MAX_REGO} characters; null sets a rule that the bundle has
 * @param tests Rego tests of {@code rego}, package {@code yunzhi.policies.<key>_test}; null has
 *     none
 * @param rollout null has the effect count for all departments
 * @param preview null is false
 */
@ValidationRule(
    value = "!has(self.tests) || has(self.rego)",
    message = "tests are of a rule in spec.rego, which is missing",
    fieldPath = ".tests",
    reason = "FieldValueForbidden")
public record PolicySpec(
    @Required
        @Pattern(Yunzhi.POLICY_ID)
        @JsonPropertyDescription("Id of the rule in the policy bundle, e.g. SEC-019.")
        String policy,
    @JsonPropertyDescription("Deny, Warn or Audit. Absent: the rule's own effect.") Effect effect,
    @PreserveUnknownFields
        @JsonPropertyDescription("Parameters that replace the rule's defaults, field by field.")
        JsonNode parameters,
    @Size(max = 1000) @JsonPropertyDescription("Why the rule is set so.") String reason,
    @Size(max = MAX_REGO)
        @JsonPropertyDescription(
            "The rule itself in Rego: package yunzhi.policies.<key>, where the key is spec.policy in lower case with _"
                + " for -. docs/policy-publishing.md has its form.")
        String rego,
    @Size(max = MAX_REGO)
        @JsonPropertyDescription(
            "Tests of spec.rego: package yunzhi.policies.<key>_test. All must pass before the rule is published.")
        String tests,
    @JsonPropertyDescription("For whom the effect counts. Absent: for all departments.")
        Rollout rollout,
    @JsonPropertyDescription(
            "True: nothing of this is enforced; status.preview tells what it would find.")
        Boolean preview) {

  /** Characters that a module may have. */
  static final int MAX_REGO = 65_536;
}
