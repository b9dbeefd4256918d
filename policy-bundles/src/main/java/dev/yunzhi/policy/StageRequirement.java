package dev.yunzhi.policy;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Objects;

/**
 * An approval stage that a policy asks for.
 *
 * @param stage for example {@code Platform}
 * @param quorum how many different people have to approve, at least 1
 * @param policy the policy's id, for example {@code GOV-013}
 * @param reason why it asks, in English
 * @param reasonZh the same in Chinese
 * @param expiresAfterDays how long an approval counts while others are missing, at least 1; null:
 *     for ever
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record StageRequirement(
    String stage,
    int quorum,
    String policy,
    String reason,
    String reasonZh,
    Integer expiresAfterDays) {

  public StageRequirement {
    Objects.requireNonNull(stage, "stage");
    Objects.requireNonNull(policy, "policy");
    Objects.requireNonNull(reason, "reason");
    Objects.requireNonNull(reasonZh, "reasonZh");
    if (quorum < 1) {
      throw new IllegalArgumentException(
          "quorum of stage %s is %d; it must be at least 1".formatted(stage, quorum));
    }
  }
}
