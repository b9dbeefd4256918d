package dev.yunzhi.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/**
 * A person who answers for something.
 *
 * @param name 1 to 100 characters
 * @param phone null when not given
 * @param email null when not given
 */
public record Contact(
    @Required @Size(min = 1, max = 100) @JsonPropertyDescription("Name of the person or office.")
        String name,
    @Size(max = 40) @JsonPropertyDescription("Telephone number.") String phone,
    @Size(max = 254) @JsonPropertyDescription("E-mail address.") String email) {}
