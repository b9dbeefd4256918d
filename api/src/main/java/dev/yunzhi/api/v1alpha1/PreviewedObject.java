package dev.yunzhi.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/**
 * An object that a {@link PolicyPreview} is about, with the first of what would be found in it.
 *
 * @param result Deny, Warn, Audit or Exempt
 * @param exception null unless exempt
 */
public record PreviewedObject(
    @JsonPropertyDescription("Kind of the object.") String kind,
    @JsonPropertyDescription("Its namespace.") String namespace,
    @JsonPropertyDescription("Its name.") String name,
    @JsonPropertyDescription("The Department that it belongs to.") String department,
    @JsonPropertyDescription("Deny, Warn, Audit, or Exempt.") String result,
    @JsonPropertyDescription("The exception that covers it.") String exception,
    @JsonPropertyDescription("The field.") String path,
    @JsonPropertyDescription("What would be found, in English.") String message,
    @JsonPropertyDescription("What would be found, in Chinese.") String messageZh) {}
