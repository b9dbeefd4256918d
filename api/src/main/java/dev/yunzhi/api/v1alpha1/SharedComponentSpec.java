package dev.yunzhi.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;

/**
 * Spec of a {@link SharedComponent}.
 *
 * @param function null: no project is held against it
 * @param needsApproval null is false
 * @param approvedDepartments null is none
 * @param lifecycle never null once stored
 */
@ValidationRule(
    value = "!has(self.lifecycle) || self.lifecycle != 'Deprecated' || has(self.successor)",
    message = "a component that is Deprecated needs spec.successor",
    fieldPath = ".successor",
    reason = "FieldValueRequired")
@ValidationRule(
    value =
        "!has(self.approvedDepartments) || (has(self.needsApproval) && self.needsApproval == true)",
    message = "approvedDepartments are for a component with needsApproval: true",
    fieldPath = ".approvedDepartments",
    reason = "FieldValueForbidden")
public record SharedComponentSpec(
    @Required @Size(min = 1, max = 100) @JsonPropertyDescription("Name for people, in Chinese.")
        String displayName,
    @Size(min = 1, max = 200) @JsonPropertyDescription("Name for people, in English.")
        String displayNameEn,
    @Required
        @Size(min = 1, max = 50)
        @JsonPropertyDescription("Kind of component, e.g. 身份认证, 电子证照, 地理信息.")
        String category,
    @Size(min = 1, max = 100)
        @JsonPropertyDescription(
            "What it does, by the classification that spec.function of a project uses: GOV-011"
                + " refuses projects that build the same.")
        String function,
    @Required
        @Pattern("^[a-z0-9]([-a-z0-9]*[a-z0-9])?$")
        @Size(min = 1, max = 58)
        @JsonPropertyDescription("Department that provides it.")
        String provider,
    @Min(1)
        @Max(4)
        @Required
        @JsonPropertyDescription(
            "Protection level by GB/T 22239 that it meets, 1 to 4: no tenant above it uses it.")
        Integer protectionLevel,
    @Size(min = 1, max = 2000) @JsonPropertyDescription("What it is good for.") String description,
    @Size(min = 1, max = 500) @JsonPropertyDescription("Where it is reached.") String endpoint,
    @Size(min = 1, max = 2000) @JsonPropertyDescription("How to use it, or where that is written.")
        String usage,
    @JsonPropertyDescription(
            "Whether only the departments in approvedDepartments can use it. Absent: any can.")
        Boolean needsApproval,
    @Size(min = 1, max = 500)
        @JsonPropertyDescription(
            "Departments that the provider lets use it. Whoever is taken out loses it.")
        List<@Size(min = 1, max = 58) String> approvedDepartments,
    @Default("Offered")
        @JsonPropertyDescription(
            "Offered; Deprecated: nobody new, and those that use it change to its successor; or"
                + " Withdrawn.")
        ComponentLifecycle lifecycle,
    @Pattern("^[a-z0-9]([-a-z0-9]*[a-z0-9])?$")
        @Size(min = 1, max = 58)
        @JsonPropertyDescription("SharedComponent that takes its place.")
        String successor) {

  /** Whether a department can use it, as far as that is the provider's to say. */
  public boolean isOpenTo(String department) {
    return !Boolean.TRUE.equals(needsApproval)
        || (approvedDepartments != null && approvedDepartments.contains(department));
  }
}
