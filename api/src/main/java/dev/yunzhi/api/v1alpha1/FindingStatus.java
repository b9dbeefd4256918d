package dev.yunzhi.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;

/**
 * What a policy found, as it stands in a status.
 *
 * @param path the field, e.g. {@code spec.expiresAt}; null when it is about the whole object
 * @param clauses the clauses carried out, each as one line
 */
public record FindingStatus(
    @JsonPropertyDescription("Policy, e.g. GOV-003.") String policy,
    @JsonPropertyDescription("Deny, Warn or Audit.") Effect effect,
    @JsonPropertyDescription("What is wrong and what would be right, in English.") String message,
    @JsonPropertyDescription("The same in Chinese.") String messageZh,
    @JsonPropertyDescription("The field.") String path,
    @JsonPropertyDescription("Clauses of the standards that the policy carries out.")
        List<String> clauses,
    @JsonPropertyDescription("Name of the PolicyException that lifts the finding.")
        String exception) {}
