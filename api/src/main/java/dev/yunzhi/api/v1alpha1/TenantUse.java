package dev.yunzhi.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.Map;

/**
 * How much of its quota a tenant used, as monitoring saw it.
 *
 * @param average percent of the quota, rounded up: the larger of processor and memory
 * @param p95 percent of the quota, rounded up: the larger of processor and memory
 * @param amounts 95th percentile by {@code cpu} and {@code memory}
 * @param window as a Prometheus duration, e.g. {@code 14d}
 * @param measuredAt RFC 3339, rounded down to the interval of measuring
 * @param idleSince RFC 3339; null while it is not idle
 * @param idleDays whole days from {@code idleSince} to {@code measuredAt}; null while it is not
 *     idle
 */
public record TenantUse(
    @JsonPropertyDescription(
            "Percent of its quota that it used on average: the larger of processor and memory.")
        Integer average,
    @JsonPropertyDescription(
            "Percent of its quota that it used at the 95th percentile: the larger of processor and"
                + " memory.")
        Integer p95,
    @JsonPropertyDescription("What it used at the 95th percentile: cpu in cores, memory in bytes.")
        Map<String, Quantity> amounts,
    @JsonPropertyDescription("Time over which it was measured, e.g. 14d.") String window,
    @JsonPropertyDescription("When it was measured, RFC 3339.") String measuredAt,
    @JsonPropertyDescription("Instant from which it lies idle, RFC 3339. Absent: it does not.")
        String idleSince,
    @JsonPropertyDescription("Whole days for which it lies idle. Absent: it does not.")
        Integer idleDays) {}
