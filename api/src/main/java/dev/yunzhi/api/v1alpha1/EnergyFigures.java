package dev.yunzhi.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;

/**
 * What a cloud draws, by the figures of those who run it.
 *
 * @param itKwh a decimal, 0 or more
 * @param pue a decimal, 1 or more
 * @param carbonPerKwh a decimal, 0 or more
 */
public record EnergyFigures(
    @Required
        @Pattern(Yunzhi.DECIMAL)
        @JsonPropertyDescription("kWh that its IT equipment draws in a month, e.g. \"42000\".")
        String itKwh,
    @Required
        @Pattern("^[1-9](\\.[0-9]{1,3})?$")
        @JsonPropertyDescription(
            "Power usage effectiveness (PUE) of its data centre, a decimal from 1, e.g. \"1.25\".")
        String pue,
    @Required
        @Pattern(Yunzhi.DECIMAL)
        @JsonPropertyDescription(
            "kg of CO2 for a kWh, by the emission factor of the grid that feeds it, e.g. \"0.5703\".")
        String carbonPerKwh) {}
