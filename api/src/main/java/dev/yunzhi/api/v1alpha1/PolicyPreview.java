package dev.yunzhi.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;

/**
 * What a {@link Policy} would find in what exists. Each object counts once, by the heaviest of what
 * is found in it; all numbers are of the whole estate.
 *
 * @param departments those with the most objects that would be denied first, at most 500
 * @param examples at most 50
 */
public record PolicyPreview(
    @JsonPropertyDescription("Generation of the spec that was tried.") Long generation,
    @JsonPropertyDescription("False: some objects could not be read or judged.") Boolean complete,
    @JsonPropertyDescription("Objects that were judged.") Integer objects,
    @JsonPropertyDescription("Objects that would be denied, were they created now.") Integer denied,
    @JsonPropertyDescription("Objects whose creator would be warned.") Integer warned,
    @JsonPropertyDescription("Objects in which something would be found, and no more.")
        Integer audited,
    @JsonPropertyDescription("Objects in which all that would be found is under an exception.")
        Integer exempt,
    @JsonPropertyDescription("How many departments have such objects.") Integer departmentsTotal,
    @JsonPropertyDescription("The same by department, at most 500.")
        List<PreviewedDepartment> departments,
    @JsonPropertyDescription("The first 50 of the objects.") List<PreviewedObject> examples) {}
