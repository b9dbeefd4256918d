package dev.yunzhi.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.List;
import java.util.Map;

/**
 * A department's budget as it is in force. Written by compare-and-swap alone, together with the
 * allocations.
 *
 * @param granted what everything at and below the department may add up to, by resource name
 * @param allocated what of it is handed out
 * @param opening resources that get a budget for the first time: until what stands below is counted
 *     nothing more of them is handed out there; null is none
 */
public record BudgetStatus(
    @JsonPropertyDescription("What is in force: the ceiling of all at and below the department.")
        Map<String, Quantity> granted,
    @JsonPropertyDescription("What of it is handed out to tenants and to departments below.")
        Map<String, Quantity> allocated,
    @JsonPropertyDescription(
            "Resources that are just getting a budget; nothing more of them is handed out"
                + " meanwhile.")
        List<String> opening) {}
