package dev.yunzhi.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;

/**
 * Status of a {@link Policy}. The operator and the control-plane write a part each, by server-side
 * apply: the control-plane {@code publishedRevision}, {@code enforcedBy}, and the conditions {@code
 * Checked} and {@code Published}, the operator all else.
 *
 * @param effect the effect that is enforced
 * @param publishedRevision the first revision of the bundle that has {@code spec.rego} as it stands
 *     in {@code Published}; null for a rule of the standard bundle
 * @param enforcedBy how many of the agents enforce it, {@code n/m}; null when none has reported
 * @param violations null until a scan has come to its end
 * @param exempt as {@code violations}
 * @param preview null without {@code spec.preview}, or until the scan has come to its end
 * @param conditions {@code Enforced}; of a rule in {@code spec.rego} also {@code Checked} and
 *     {@code Published}
 */
public record PolicyStatus(
    @JsonPropertyDescription("Generation of the spec that this status speaks of.")
        Long observedGeneration,
    @JsonPropertyDescription("Title of the rule.") String title,
    @JsonPropertyDescription("The effect that is enforced.") Effect effect,
    @JsonPropertyDescription("Revision of the policy bundle.") String revision,
    @JsonPropertyDescription("Clauses of the standards that the rule carries out.")
        List<Clause> clauses,
    @JsonPropertyDescription("First revision of the bundle that has the rule as it is published.")
        String publishedRevision,
    @JsonPropertyDescription("How many of the agents enforce it, n/m.") String enforcedBy,
    @JsonPropertyDescription(
            "What the last scan found against objects of all tenants, without what is exempt.")
        Integer violations,
    @JsonPropertyDescription("What the last scan found that an exception covers.") Integer exempt,
    @JsonPropertyDescription("What it would find in what exists, if spec.preview is true.")
        PolicyPreview preview,
    @JsonPropertyDescription(
            "Enforced: the operator enforces the rule as this object says. Of a rule in spec.rego, Checked: opa takes it"
                + " and its tests pass; Published: a revision of the bundle has it.")
        List<Condition> conditions) {}
