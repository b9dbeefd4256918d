package dev.yunzhi.operator.reconcile;

import dev.yunzhi.operator.condition.ConditionType;
import dev.yunzhi.operator.condition.Reason;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The conditions of one object while its status is computed anew. A condition whose status stays as
 * it was keeps the time of its last transition, so that an unchanged status is an equal one. Not
 * thread-safe.
 */
public final class Conditions {

  private final List<Condition> before;
  private final Long generation;
  private final Clock clock;
  private final List<Condition> now = new ArrayList<>();

  /**
   * @param before of the status as it stands; null when there is none yet
   * @param generation of the spec that is looked at
   */
  public Conditions(List<Condition> before, Long generation, Clock clock) {
    this.before = before == null ? List.of() : before;
    this.generation = generation;
    this.clock = clock;
  }

  public Conditions isTrue(ConditionType type, Reason reason, String message) {
    return set(type, true, reason, message);
  }

  public Conditions isFalse(ConditionType type, Reason reason, String message) {
    return set(type, false, reason, message);
  }

  /** Takes a condition over as it stood; does nothing when there was none. */
  public Conditions keep(ConditionType type) {
    find(before, type).ifPresent(now::add);
    return this;
  }

  public List<Condition> list() {
    return List.copyOf(now);
  }

  private Conditions set(ConditionType type, boolean status, Reason reason, String message) {
    if (!type.reasons(status).contains(reason)) {
      throw new IllegalArgumentException(
          "%s is never %s for reason %s; ConditionType has what it can say"
              .formatted(type, status, reason));
    }
    String wire = status ? "True" : "False";
    String since =
        find(before, type)
            .filter(c -> wire.equals(c.getStatus()))
            .map(Condition::getLastTransitionTime)
            .orElseGet(() -> clock.instant().truncatedTo(ChronoUnit.SECONDS).toString());
    now.add(
        new ConditionBuilder()
            .withType(type.wire())
            .withStatus(wire)
            .withReason(reason.wire())
            .withMessage(message)
            .withObservedGeneration(generation)
            .withLastTransitionTime(since)
            .build());
    return this;
  }

  /** The condition of that type; null when the list is null or has none. */
  public static Condition of(List<Condition> conditions, ConditionType type) {
    return conditions == null ? null : find(conditions, type).orElse(null);
  }

  /** Whether a condition is there, true, and speaks of this generation. */
  public static boolean isTrue(List<Condition> conditions, ConditionType type, Long generation) {
    Condition condition = of(conditions, type);
    return condition != null
        && "True".equals(condition.getStatus())
        && Objects.equals(condition.getObservedGeneration(), generation);
  }

  /** Whether a condition is there and false, of whatever generation. */
  public static boolean isFalse(List<Condition> conditions, ConditionType type) {
    Condition condition = of(conditions, type);
    return condition != null && "False".equals(condition.getStatus());
  }

  private static java.util.Optional<Condition> find(
      List<Condition> conditions, ConditionType type) {
    return conditions.stream().filter(c -> c.getType().equals(type.wire())).findFirst();
  }
}
