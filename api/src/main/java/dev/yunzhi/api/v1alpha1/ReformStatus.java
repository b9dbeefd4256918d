package dev.yunzhi.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;

/**
 * Status of a {@link Reform}.
 *
 * @param done how many of the steps are taken, from the first on
 * @param total how many steps there are
 * @param steps in the order in which they are taken; fixed once the first is
 * @param obstacles why it cannot be done as it is written; null when it can
 * @param consequences what changes beyond the steps themselves; null when nothing does
 */
public record ReformStatus(
    @JsonPropertyDescription("Generation of the spec that this status speaks of.")
        Long observedGeneration,
    @JsonPropertyDescription("Where it stands.") ReformPhase phase,
    @JsonPropertyDescription("How many steps are taken.") Integer done,
    @JsonPropertyDescription("How many steps there are.") Integer total,
    @JsonPropertyDescription("What is changed, in this order.") List<ReformStep> steps,
    @JsonPropertyDescription("Why it cannot be done as it is written.") List<String> obstacles,
    @JsonPropertyDescription("What changes beyond the steps themselves.") List<String> consequences,
    @JsonPropertyDescription("Ready.") List<Condition> conditions) {}
