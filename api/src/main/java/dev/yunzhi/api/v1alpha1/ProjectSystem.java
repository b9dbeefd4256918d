package dev.yunzhi.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** An information system of a project, as the system catalogue (政务信息系统目录) lists it. */
public record ProjectSystem(
    @Required
        @Size(min = 1, max = 100)
        @JsonPropertyDescription("Its name, as spec.system of a tenant gives it.")
        String name,
    @Required
        @Size(min = 1, max = 100)
        @JsonPropertyDescription("Number of its entry in the catalogue.")
        String catalogueNumber) {}
