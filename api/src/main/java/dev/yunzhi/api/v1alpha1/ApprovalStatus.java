package dev.yunzhi.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;

/**
 * Status of an {@link Approval}.
 *
 * @param conditions {@code Counted}: whether the request takes this decision into account, and why
 *     not
 */
public record ApprovalStatus(
    @JsonPropertyDescription("Counted: whether the request takes this decision into account.")
        List<Condition> conditions) {}
