package dev.yunzhi.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.Map;

/**
 * Spec of a {@link PriceList}.
 *
 * @param cloud null is the home cluster
 * @param prices by resource name; what has none costs nothing
 * @param shared a decimal, 0 or more; null is 0
 * @param energy null when nobody has measured it
 */
public record PriceListSpec(
    @Pattern("^[a-z0-9]([-a-z0-9]*[a-z0-9])?$")
        @Size(min = 1, max = 58)
        @JsonPropertyDescription(
            "Cloud that the prices are of. Absent: the cluster that Yunzhi itself runs on.")
        String cloud,
    @Required
        @Size(max = 32)
        @ValidationRule(value = Yunzhi.NO_ALIAS_TWICE, message = Yunzhi.ALIAS_TWICE)
        @JsonPropertyDescription("What is paid for, by resource name as in a ResourceQuota.")
        Map<String, ResourcePrice> prices,
    @Pattern(Yunzhi.DECIMAL)
        @JsonPropertyDescription(
            "Yuan a month that all tenants of the cloud bear together, in proportion to what they pay for what they"
                + " were granted, e.g. \"12000\".")
        String shared,
    @JsonPropertyDescription("What the cloud draws, for energy and carbon in the same proportion.")
        EnergyFigures energy) {}
