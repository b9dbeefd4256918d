package dev.yunzhi.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.Map;

/**
 * What one holder, a Tenant or a Department below, has of a department's budget.
 *
 * @param uid of the holder, so that one of the same name made later is told apart; null while the
 *     holder is only about to be made
 * @param amounts by resource name, canonical
 */
public record Allocation(
    @JsonPropertyDescription("UID of the holder. Absent while it is only about to be made.")
        String uid,
    @JsonPropertyDescription("What it holds, by resource name.") Map<String, Quantity> amounts) {}
