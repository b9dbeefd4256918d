package dev.yunzhi.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;

/**
 * Spec of a {@link PolicyException}; it waives findings about objects of its own namespace.
 * Immutable, so that what was approved is what holds.
 *
 * @param requestedBy stamped by admission from the authenticated user; null where admission was
 *     passed by, and then nobody can approve it
 */
@ValidationRule(
    value = "self == oldSelf",
    message = "a PolicyException is immutable; delete it and ask for another")
public record PolicyExceptionSpec(
    @Required
        @Size(min = 1, max = 50)
        @JsonPropertyDescription("Ids of the policies that are waived, e.g. SEC-019.")
        List<@Pattern(Yunzhi.POLICY_ID) String> policies,
    @Required
        @Size(min = 1, max = 20)
        @JsonPropertyDescription("Kinds that it holds for, e.g. Deployment.")
        List<@Size(min = 1, max = 63) String> kinds,
    @Required
        @Size(min = 1, max = 100)
        @JsonPropertyDescription("Names of the objects. A trailing * stands for any ending.")
        List<@Size(min = 1, max = 253) String> names,
    @Required @Size(min = 1, max = 1000) @JsonPropertyDescription("Why the exception is needed.")
        String reason,
    @Size(max = 100) @JsonPropertyDescription("Ticket or file number.") String ticket,
    @Required
        @Size(max = 35)
        @ValidationRule(value = Yunzhi.IS_INSTANT, message = Yunzhi.NO_INSTANT)
        @JsonPropertyDescription("Instant at which it ends, RFC 3339.")
        String expiresAt,
    @Size(max = 253) @JsonPropertyDescription("Stamped by admission: who asked for it.")
        String requestedBy) {}
