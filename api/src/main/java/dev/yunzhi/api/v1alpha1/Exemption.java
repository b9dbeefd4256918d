package dev.yunzhi.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/**
 * Why a system need not be on the unified cloud or network; judged by policies GOV-001 and GOV-002.
 *
 * @param legalBasis never blank
 * @param reference number of the decision; null when not given
 */
public record Exemption(
    @Required
        @Size(min = 1, max = 300)
        @JsonPropertyDescription("The law or rule that says so, with its article.")
        String legalBasis,
    @Size(max = 100) @JsonPropertyDescription("Number of the decision that grants it.")
        String reference) {}
