package dev.yunzhi.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;

/**
 * What a resource costs.
 *
 * @param per a quantity of one or more base units; null is {@code 1}
 * @param yuan a decimal, 0 or more
 */
public record ResourcePrice(
    @Pattern("^[1-9][0-9]{0,8}([kMGTPE]|[KMGTPE]i)?$")
        @JsonPropertyDescription(
            "What the price is for: a quantity such as 1Gi, or \"1\" for one core or one piece. Absent: 1.")
        String per,
    @Required
        @Pattern(Yunzhi.DECIMAL)
        @JsonPropertyDescription("Yuan for that, granted over a whole month, e.g. \"45.50\".")
        String yuan) {}
