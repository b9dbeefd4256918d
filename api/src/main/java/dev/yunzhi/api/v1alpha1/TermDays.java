package dev.yunzhi.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;

/**
 * A number of days for each environment, 1 to 36500; null where there is none.
 *
 * @param production for {@link Environment#PRODUCTION}
 * @param development for {@link Environment#DEVELOPMENT}
 * @param emergency for {@link Environment#EMERGENCY}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TermDays(
    @Min(1) @Max(36500) @JsonPropertyDescription("For production tenants.") Integer production,
    @Min(1) @Max(36500) @JsonPropertyDescription("For development tenants.") Integer development,
    @Min(1) @Max(36500) @JsonPropertyDescription("For emergency tenants.") Integer emergency) {}
