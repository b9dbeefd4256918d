package dev.yunzhi.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.List;
import java.util.Map;

/**
 * Spec of a {@link Department}.
 *
 * @param displayName name for people, in Chinese
 * @param displayNameEn name for people, in English; null when there is none
 * @param level immutable
 * @param code administrative division code (GB/T 2260, longer for offices below), six to twelve
 *     digits; immutable
 * @param parent name of the department right above; null only for a Province
 * @param administrators who may request tenants for the department; null is none
 * @param members who may see the department's requests and tenants; null is none
 * @param bounds what is allowed at and below; null bounds nothing here
 * @param supervisors who may read in the tenants at and below; null is none
 * @param halt set while the department and all below it are at a standstill; null otherwise
 * @param budget ceiling of all at and below the department, by resource name as in a ResourceQuota,
 *     and {@code namespaces}; what it does not name is paid by the next department above that has a
 *     budget for it. Null names nothing
 */
@ValidationRule(
    value = "self.level == 'Province' ? !has(self.parent) : has(self.parent)",
    message = "every department but a Province needs spec.parent, and a Province has none",
    fieldPath = ".parent",
    reason = "FieldValueInvalid")
public record DepartmentSpec(
    @Required @Size(min = 1, max = 100) @JsonPropertyDescription("Name for people, in Chinese.")
        String displayName,
    @Size(max = 200) @JsonPropertyDescription("Name for people, in English.") String displayNameEn,
    @Required
        @ValidationRule(value = "self == oldSelf", message = "level is immutable")
        @JsonPropertyDescription("Level of administration; must be below the parent's.")
        Level level,
    @Required
        @Pattern("^[0-9]{6,12}$")
        @ValidationRule(value = "self == oldSelf", message = "code is immutable")
        @JsonPropertyDescription("Administrative division code, six to twelve digits.")
        String code,
    @Pattern("^[a-z0-9]([-a-z0-9]*[a-z0-9])?$")
        @Size(min = 1, max = 58)
        @JsonPropertyDescription("Name of the department right above. Absent only for a Province.")
        String parent,
    @Size(max = 50) @JsonPropertyDescription("Who may request tenants for this department.")
        List<Subject> administrators,
    @Size(max = 200) @JsonPropertyDescription("Who may see this department's requests and tenants.")
        List<Subject> members,
    @JsonPropertyDescription(
            "What the tenants at and below this department may use. A child never gets more than"
                + " its parent.")
        Bounds bounds,
    @Size(max = 50)
        @JsonPropertyDescription(
            "Who may look at everything but Secrets in the tenants of this department and of all"
                + " below it.")
        List<Subject> supervisors,
    @JsonPropertyDescription(
            "Holds requests at and below this department and makes the tenants read-only; workloads"
                + " keep running.")
        Halt halt,
    @Size(max = 64)
        @ValidationRule(value = Yunzhi.NO_ALIAS_TWICE, message = Yunzhi.ALIAS_TWICE)
        @JsonPropertyDescription(
            "Ceiling of all at and below the department, by resource name as in a ResourceQuota,"
                + " and namespaces. What is not named is paid by the next department above that"
                + " names it.")
        Map<String, Quantity> budget) {

  /** The same below another parent. */
  public DepartmentSpec below(String other) {
    return new DepartmentSpec(
        displayName,
        displayNameEn,
        level,
        code,
        other,
        administrators,
        members,
        bounds,
        supervisors,
        halt,
        budget);
  }
}
