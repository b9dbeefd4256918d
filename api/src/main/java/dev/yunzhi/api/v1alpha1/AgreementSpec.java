package dev.yunzhi.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;

/**
 * Spec of an {@link Agreement}.
 *
 * @param signedBy stamped by admission from the authenticated user who wrote the spec last
 */
public record AgreementSpec(
    @Required
        @Pattern("^[a-z0-9]([-a-z0-9]*[a-z0-9])?$")
        @Size(min = 1, max = 58)
        @ValidationRule(value = "self == oldSelf", message = "with is immutable; make another one")
        @JsonPropertyDescription("The other department, which signs a half of its own.")
        String with,
    @Required
        @Size(min = 1, max = 20)
        @JsonPropertyDescription("What may flow; in both halves the same.")
        List<Flow> flows,
    @Required @Size(min = 1, max = 1000) @JsonPropertyDescription("What it is for.") String purpose,
    @Required
        @Size(max = 35)
        @ValidationRule(value = Yunzhi.IS_INSTANT, message = Yunzhi.NO_INSTANT)
        @JsonPropertyDescription("Instant at which this half ends, RFC 3339.")
        String expiresAt,
    @Size(max = 253) @JsonPropertyDescription("Stamped by admission: who signed.")
        String signedBy) {}
