package dev.yunzhi.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;

/**
 * Status of a {@link Policy}.
 *
 * @param effect the effect that is enforced
 * @param violations null until a scan has come to its end
 * @param exempt as {@code violations}
 * @param preview null without {@code spec.preview}, or until the scan has come to its end
 * @param conditions {@code Enforced}
 */
public record PolicyStatus(
    @JsonPropertyDescription("Generation of the spec that this status speaks of.")
        Long observedGeneration,
    @JsonPropertyDescription("Title of the rule.") String title,
    @JsonPropertyDescription("The effect that is enforced.") Effect effect,
    @JsonPropertyDescription("Revision of the policy bundle.") String revision,
    @JsonPropertyDescription("Clauses of the standards that the rule carries out.")
        List<Clause> clauses,
    @JsonPropertyDescription(
            "What the last scan found against objects of all tenants, without what is exempt.")
        Integer violations,
    @JsonPropertyDescription("What the last scan found that an exception covers.") Integer exempt,
    @JsonPropertyDescription("What it would find in what exists, if spec.preview is true.")
        PolicyPreview preview,
    @JsonPropertyDescription("Enforced: the operator enforces the rule as this object says.")
        List<Condition> conditions) {}
