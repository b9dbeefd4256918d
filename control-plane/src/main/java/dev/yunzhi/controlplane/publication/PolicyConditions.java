package dev.yunzhi.controlplane.publication;

import dev.yunzhi.api.v1alpha1.Policy;
import dev.yunzhi.controlplane.publication.PolicyCondition.Reason;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;

/** The control-plane's conditions on one Policy object. */
final class PolicyConditions {
  private PolicyConditions() {}

  /** Those that stand now. */
  static List<Condition> standing(Policy policy) {
    if (policy.getStatus() == null || policy.getStatus().conditions() == null) {
      return List.of();
    }
    return policy.getStatus().conditions().stream().filter(PolicyConditions::isOurs).toList();
  }

  /** Whether the rule of an object is taken, as it stands. */
  static boolean isChecked(Policy policy) {
    return standing(policy).stream()
        .anyMatch(
            c ->
                c.getType().equals(PolicyCondition.CHECKED.wire())
                    && c.getStatus().equals("True")
                    && c.getObservedGeneration().equals(policy.getMetadata().getGeneration()));
  }

  private static boolean isOurs(Condition condition) {
    return Arrays.stream(PolicyCondition.values())
        .anyMatch(ours -> ours.wire().equals(condition.getType()));
  }

  /** A condition; as long as its status stays as it was, so does the time of its transition. */
  static Condition of(Policy policy, Reason reason, String message, Clock clock) {
    String type = reason.condition().wire();
    String status = reason.status() ? "True" : "False";
    String since =
        standing(policy).stream()
            .filter(c -> c.getType().equals(type) && c.getStatus().equals(status))
            .map(Condition::getLastTransitionTime)
            .findFirst()
            .orElseGet(() -> clock.instant().truncatedTo(ChronoUnit.SECONDS).toString());
    return new ConditionBuilder()
        .withType(type)
        .withStatus(status)
        .withReason(reason.wire())
        .withMessage(message)
        .withObservedGeneration(policy.getMetadata().getGeneration())
        .withLastTransitionTime(since)
        .build();
  }
}
