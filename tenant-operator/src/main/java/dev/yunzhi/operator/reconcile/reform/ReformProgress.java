package dev.yunzhi.operator.reconcile.reform;

import dev.yunzhi.api.v1alpha1.Reform;
import dev.yunzhi.api.v1alpha1.ReformPhase;
import dev.yunzhi.api.v1alpha1.ReformStatus;
import dev.yunzhi.api.v1alpha1.ReformStep;
import dev.yunzhi.api.v1alpha1.WireName;
import dev.yunzhi.operator.condition.ConditionType;
import dev.yunzhi.operator.condition.EventReason;
import dev.yunzhi.operator.condition.Reason;
import dev.yunzhi.operator.reconcile.Conditions;
import dev.yunzhi.operator.reconcile.EventWriter;
import dev.yunzhi.operator.reform.ReformPlan;
import java.time.Clock;
import java.util.List;

/** How far a reform is, on the way to its next status. Not thread-safe. */
final class ReformProgress {

  private final Conditions conditions;
  private final Long generation;
  private ReformPhase phase;
  private List<ReformStep> steps;
  private int done;
  private List<String> obstacles;
  private List<String> consequences;
  private boolean ready;
  private Reason reason;
  private String message;

  ReformProgress(Reform reform, Clock clock) {
    ReformStatus before = reform.getStatus();
    this.generation = reform.getMetadata().getGeneration();
    this.conditions =
        new Conditions(before == null ? null : before.conditions(), generation, clock);
    this.phase = before == null ? ReformPhase.UNDONE : before.phase();
    this.steps = before == null || before.steps() == null ? List.of() : before.steps();
    this.done = before == null || before.done() == null ? 0 : before.done();
    this.obstacles = before == null ? null : before.obstacles();
    this.consequences = before == null ? null : before.consequences();
  }

  /** {@code UNDONE} for one that was never looked at. */
  ReformPhase phase() {
    return phase;
  }

  /** Whether steps are taken, or may be: then the plan is fixed. */
  boolean isUnderWay() {
    return phase.moves() || phase == ReformPhase.DONE;
  }

  /** Whether the preview was of this very plan. */
  boolean shows(ReformPlan plan) {
    return steps.equals(plan.steps());
  }

  ReformProgress planned(ReformPlan plan) {
    steps = plan.steps();
    done = 0;
    obstacles = plan.obstacles().isEmpty() ? null : plan.obstacles();
    consequences = plan.consequences().isEmpty() ? null : plan.consequences();
    if (obstacles == null) {
      phase = ReformPhase.PREVIEWED;
      say(
          true,
          Reason.PREVIEWED,
          "%d steps; see status.steps and status.consequences, and set spec.action to Run."
              .formatted(steps.size()));
    } else {
      phase = ReformPhase.REFUSED;
      say(false, Reason.OBSTRUCTED, "It cannot be done: " + String.join(" ", first(obstacles)));
    }
    return this;
  }

  private static List<String> first(List<String> lines) {
    return lines.subList(0, Math.min(3, lines.size()));
  }

  /** Nothing is run that was not shown as it now is. */
  ReformProgress notPreviewed() {
    if (phase == ReformPhase.PREVIEWED) {
      phase = ReformPhase.REFUSED;
      say(
          false,
          Reason.NOT_PREVIEWED,
          "What it would do was not shown yet, or has changed since; look at status.steps, set spec.action to Preview, then to Run.");
    }
    return this;
  }

  ReformProgress towards(ReformPhase direction) {
    phase = direction;
    return moving();
  }

  ReformProgress moving() {
    say(false, Reason.MOVING, "%d of %d steps are taken.".formatted(done, steps.size()));
    return this;
  }

  boolean hasNext() {
    return phase == ReformPhase.RUNNING ? done < steps.size() : done > 0;
  }

  ReformStep next() {
    return steps.get(phase == ReformPhase.RUNNING ? done : done - 1);
  }

  void taken() {
    done += phase == ReformPhase.RUNNING ? 1 : -1;
  }

  ReformProgress heldUp(Reason reason, String message) {
    String where =
        hasNext()
            ? "Step %d, %s %s: ".formatted(place(), WireName.of(next().change()), next().name())
            : "";
    say(false, reason, where + message);
    return this;
  }

  private int place() {
    return phase == ReformPhase.RUNNING ? done + 1 : done;
  }

  ReformProgress finished() {
    if (phase == ReformPhase.UNDOING) {
      return undone();
    }
    phase = ReformPhase.DONE;
    say(
        true,
        Reason.DONE,
        "All %d steps are taken; spec.action Undo takes them back.".formatted(steps.size()));
    return this;
  }

  ReformProgress undone() {
    phase = ReformPhase.UNDONE;
    say(true, Reason.UNDONE, "Nothing of it is in force; spec.action Preview looks at it anew.");
    return this;
  }

  ReformProgress inForce() {
    say(
        false,
        Reason.IN_FORCE,
        "%d of %d steps are taken, so there is nothing to preview; set spec.action to Run to go on, or to Undo."
            .formatted(done, steps.size()));
    return this;
  }

  /** What is said last counts. */
  private void say(boolean isReady, Reason why, String words) {
    ready = isReady;
    reason = why;
    message = words;
  }

  ReformStatus status() {
    if (ready) {
      conditions.isTrue(ConditionType.REFORM_READY, reason, message);
    } else {
      conditions.isFalse(ConditionType.REFORM_READY, reason, message);
    }
    return new ReformStatus(
        generation,
        phase,
        done,
        steps.size(),
        steps.isEmpty() ? null : steps,
        obstacles,
        consequences,
        conditions.list());
  }

  /** An event for each change of phase. */
  void tell(Reform reform, EventWriter events) {
    events.write(EventWriter.about(reform), event(phase), message, phase + "/" + generation);
  }

  private static EventReason event(ReformPhase phase) {
    return switch (phase) {
      case PREVIEWED -> EventReason.REFORM_PREVIEWED;
      case REFUSED -> EventReason.REFORM_REFUSED;
      case RUNNING -> EventReason.REFORM_RUNNING;
      case DONE -> EventReason.REFORM_DONE;
      case UNDOING -> EventReason.REFORM_UNDOING;
      case UNDONE -> EventReason.REFORM_UNDONE;
    };
  }
}
