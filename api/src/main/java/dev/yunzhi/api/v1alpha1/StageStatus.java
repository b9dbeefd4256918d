package dev.yunzhi.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;

/**
 * Where one approval stage stands.
 *
 * @param quorum how many different people have to approve, at least 1
 * @param policies that ask for the stage
 * @param decision null while the quorum is not reached and nobody has rejected
 * @param missing how many more people have to approve; 0 when decided
 * @param expiresAfterDays how long an approval counts while others are missing; null: for ever
 */
public record StageStatus(
    @JsonPropertyDescription("Name of the stage.") Stage stage,
    @JsonPropertyDescription("How many different people have to approve.") Integer quorum,
    @JsonPropertyDescription("How many more have to.") Integer missing,
    @JsonPropertyDescription("Approved or Rejected; absent while undecided.") Decision decision,
    @JsonPropertyDescription("Who has decided what so far.") List<StageDecision> decisions,
    @JsonPropertyDescription("Policies that ask for the stage.") List<String> policies,
    @JsonPropertyDescription("Why they do, in English.") String reason,
    @JsonPropertyDescription("The same in Chinese.") String reasonZh,
    @JsonPropertyDescription("Days for which an approval counts while others are missing.")
        Integer expiresAfterDays) {}
