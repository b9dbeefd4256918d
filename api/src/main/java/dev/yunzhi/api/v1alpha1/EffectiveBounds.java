package dev.yunzhi.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.Map;

/**
 * What holds for a department after all that its ancestors forbid.
 *
 * @param bounds what is allowed; a part that is null is not bounded by anybody
 * @param from by part, as it is named in {@code bounds}: the lowest department that narrowed it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record EffectiveBounds(
    @JsonPropertyDescription("What is allowed. A part that is absent is not bounded by anybody.")
        Bounds bounds,
    @JsonPropertyDescription("For each part of bounds, the lowest department that narrowed it.")
        Map<String, String> from) {}
