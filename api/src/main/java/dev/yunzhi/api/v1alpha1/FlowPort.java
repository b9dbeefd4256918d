package dev.yunzhi.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.ValidationRule;

/**
 * A port, or a range of ports.
 *
 * @param protocol TCP unless said otherwise
 * @param endPort last of the range; null for one port
 */
@ValidationRule(
    value = "!has(self.endPort) || self.endPort > self.port",
    message = "endPort must be greater than port; leave it out for one port",
    fieldPath = ".endPort",
    reason = "FieldValueInvalid")
public record FlowPort(
    @Default("TCP") @JsonPropertyDescription("TCP, UDP or SCTP.") Protocol protocol,
    @Required @Min(1) @Max(65535) @JsonPropertyDescription("The port, or the first of a range.")
        Integer port,
    @Min(1) @Max(65535) @JsonPropertyDescription("The last port of a range.") Integer endPort) {}
