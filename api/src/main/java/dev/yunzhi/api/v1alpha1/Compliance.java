package dev.yunzhi.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;

/**
 * What others have attested of the system that runs in a tenant; judged by policies SEC-012 and
 * SEC-021.
 *
 * @param filingNumber null when it is not filed
 * @param testedOn a day, {@code yyyy-MM-dd}; null when it was never tested
 * @param cryptographyAssessedOn a day, {@code yyyy-MM-dd}; null when it was never assessed
 */
public record Compliance(
    @Size(min = 1, max = 100)
        @JsonPropertyDescription(
            "Number under which the system is filed for classified protection (等保备案编号).")
        String filingNumber,
    @Pattern(Yunzhi.DAY)
        @JsonPropertyDescription(
            "Day of its last test for classified protection (等级测评), yyyy-MM-dd.")
        String testedOn,
    @Pattern(Yunzhi.DAY)
        @JsonPropertyDescription("Day of the last assessment of its cryptography (密评), yyyy-MM-dd.")
        String cryptographyAssessedOn) {}
