package dev.yunzhi.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.Map;

/**
 * How far the resources of an idle tenant have been taken back. Nothing else remembers it.
 *
 * @param since RFC 3339
 * @param until RFC 3339; null when nothing follows by itself
 * @param quota null unless it is lowered
 * @param objection {@code <namespace>/<name>} of the PolicyException; null unless {@code Objected}
 */
public record TenantIdle(
    @JsonPropertyDescription("Noticed, Grace, Shrunk, Reclaimed or Objected.") IdleStep step,
    @JsonPropertyDescription("Instant from which that step holds, RFC 3339.") String since,
    @JsonPropertyDescription(
            "Instant at which the next step is due, RFC 3339. Absent: none follows by itself.")
        String until,
    @JsonPropertyDescription(
            "Ceilings that hold instead of spec.quota where they are lower; taken away again when it"
                + " is used or somebody objects.")
        Map<String, Quantity> quota,
    @JsonPropertyDescription("The PolicyException that is the objection, <namespace>/<name>.")
        String objection) {}
