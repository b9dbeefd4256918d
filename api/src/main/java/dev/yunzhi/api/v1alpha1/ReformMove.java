package dev.yunzhi.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** One object, and all below it, goes to another department. */
public record ReformMove(
    @Required @JsonPropertyDescription("Department, Project, Tenant, Facility or SharedComponent.")
        Kind kind,
    @Required @Size(min = 1, max = 253) @JsonPropertyDescription("Name of the object.") String name,
    @Required
        @Pattern("^[a-z0-9]([-a-z0-9]*[a-z0-9])?$")
        @Size(min = 1, max = 58)
        @JsonPropertyDescription(
            "Department that it goes to: a department's parent, the provider of a shared component, or the owner of all else.")
        String to) {

  /** What can be moved. */
  public enum Kind {
    @JsonProperty("Department")
    DEPARTMENT,
    @JsonProperty("Project")
    PROJECT,
    @JsonProperty("Tenant")
    TENANT,
    @JsonProperty("Facility")
    FACILITY,
    @JsonProperty("SharedComponent")
    SHARED_COMPONENT
  }
}
