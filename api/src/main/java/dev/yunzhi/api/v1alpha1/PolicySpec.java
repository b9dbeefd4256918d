package dev.yunzhi.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.crd.generator.annotation.PreserveUnknownFields;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/**
 * Spec of a {@link Policy}.
 *
 * @param policy id of the rule in the bundle, e.g. {@code SEC-019}
 * @param effect null leaves the rule's own effect
 * @param parameters overlay on the rule's default parameters, field by field; null leaves the
 *     defaults
 * @param preview null is false
 */
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
    @JsonPropertyDescription(
            "True: nothing of this is enforced; status.preview tells what it would find.")
        Boolean preview) {}
