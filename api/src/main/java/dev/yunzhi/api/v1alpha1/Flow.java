package dev.yunzhi.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;

/**
 * Connections that the pods of one tenant may open to those of another.
 *
 * @param from tenant that opens them
 * @param to tenant that accepts them
 */
@ValidationRule(
    value = "self.from != self.to",
    message = "from and to must be two tenants: within one tenant no agreement is needed",
    fieldPath = ".to",
    reason = "FieldValueInvalid")
public record Flow(
    @Required
        @Pattern("^[a-z0-9]([-a-z0-9]*[a-z0-9])?$")
        @Size(min = 1, max = 40)
        @JsonPropertyDescription("Tenant whose pods open the connections.")
        String from,
    @Required
        @Pattern("^[a-z0-9]([-a-z0-9]*[a-z0-9])?$")
        @Size(min = 1, max = 40)
        @JsonPropertyDescription("Tenant whose pods accept them.")
        String to,
    @Required
        @Size(min = 1, max = 20)
        @JsonPropertyDescription("Ports of the pods that accept them.")
        List<FlowPort> ports) {}
