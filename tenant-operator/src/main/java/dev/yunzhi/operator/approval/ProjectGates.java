package dev.yunzhi.operator.approval;

import dev.yunzhi.api.v1alpha1.Acceptance;
import dev.yunzhi.api.v1alpha1.Approval;
import dev.yunzhi.api.v1alpha1.Decision;
import dev.yunzhi.api.v1alpha1.Project;
import dev.yunzhi.api.v1alpha1.ProjectPhase;
import dev.yunzhi.api.v1alpha1.ProjectSpec;
import dev.yunzhi.api.v1alpha1.ProjectStatus;
import dev.yunzhi.api.v1alpha1.Stage;
import dev.yunzhi.api.v1alpha1.StageDecision;
import dev.yunzhi.api.v1alpha1.StageStatus;
import dev.yunzhi.api.v1alpha1.Yunzhi;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The gates of a project. What Approvals decided on a gate holds, whatever the spec records of it;
 * a gate on which nobody decided is passed if the spec records that it was, as on paper. Pure.
 *
 * @param gates in the order in which they are passed
 * @param approvedTotals changes of what it costs that were approved, in yuan, ascending
 */
public record ProjectGates(List<StageStatus> gates, Set<Long> approvedTotals) {

  /** Gates up to the one after which it may be built, in their order. */
  private static final List<Stage> BEFORE_BUILDING =
      List.of(Stage.PLAN, Stage.FUND, Stage.EXPERT_PANEL, Stage.INITIATION);

  /**
   * Counts what was decided.
   *
   * @param approvals on the project, of any namespace
   * @param panel how many of the expert panel have to agree
   */
  public static ProjectGates of(Project project, Collection<Approval> approvals, int panel) {
    return new ProjectGates(
        Tally.of(project, approvals, panel).stages(), approvedTotals(project, approvals));
  }

  /** As the status of a project has them. */
  public static ProjectGates of(ProjectStatus status) {
    return new ProjectGates(
        status == null || status.gates() == null ? List.of() : status.gates(),
        status == null || status.approvedTotals() == null
            ? Set.of()
            : new TreeSet<>(status.approvedTotals()));
  }

  /** One rejection of a total is enough, as of anything. */
  private static Set<Long> approvedTotals(Project project, Collection<Approval> approvals) {
    var votes =
        Votes.of(Matter.of(project), approvals, Instant.EPOCH).on(Stage.CHANGE).stream()
            .map(Approval::getSpec)
            .filter(vote -> vote.amount() != null)
            .collect(Collectors.groupingBy(vote -> vote.amount()));
    return votes.entrySet().stream()
        .filter(of -> of.getValue().stream().allMatch(v -> v.decision() == Decision.APPROVED))
        .map(of -> of.getKey())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Gates that somebody rejected. */
  public List<StageStatus> rejected() {
    return gates.stream().filter(gate -> gate.decision() == Decision.REJECTED).toList();
  }

  /** Gates before building that are neither passed nor rejected. */
  public List<Stage> open(ProjectSpec spec) {
    return BEFORE_BUILDING.stream()
        .filter(stage -> decision(stage) == null && !recorded(stage, spec))
        .toList();
  }

  private Decision decision(Stage stage) {
    return gate(stage).map(StageStatus::decision).orElse(null);
  }

  private Optional<StageStatus> gate(Stage stage) {
    return gates.stream().filter(gate -> gate.stage() == stage).findFirst();
  }

  private static boolean recorded(Stage stage, ProjectSpec spec) {
    return switch (stage) {
      case PLAN -> spec.planYear() != null;
      case FUND -> spec.fundSource() != null;
      case EXPERT_PANEL -> spec.expertReview() != null;
      case INITIATION -> spec.approvalNumber() != null;
      case ACCEPTANCE -> spec.acceptance() != null;
      default -> false;
    };
  }

  private boolean passed(Stage stage, ProjectSpec spec) {
    return decision(stage) == null ? recorded(stage, spec) : decision(stage) == Decision.APPROVED;
  }

  /**
   * The acceptance that holds.
   *
   * @return as the spec records it; of the day of the last decision where the spec does not; null
   *     when it is not accepted, or somebody rejected it
   */
  public Acceptance acceptance(ProjectSpec spec) {
    if (!passed(Stage.ACCEPTANCE, spec)) {
      return null;
    }
    return spec.acceptance() != null
        ? spec.acceptance()
        : new Acceptance(
            gate(Stage.ACCEPTANCE).orElseThrow().decisions().stream()
                .map(StageDecision::decidedAt)
                .map(Instant::parse)
                .max(Instant::compareTo)
                .orElseThrow()
                .atZone(Yunzhi.BEIJING)
                .toLocalDate()
                .toString(),
            null);
  }

  /** The furthest gate passed, and none beyond one that was rejected. */
  public ProjectPhase phase(ProjectSpec spec) {
    ProjectPhase phase = ProjectPhase.PLANNED;
    for (Stage stage : BEFORE_BUILDING) {
      if (decision(stage) == Decision.REJECTED) {
        return phase;
      }
      phase = passed(stage, spec) ? after(stage) : phase;
    }
    phase = spec.completedOn() == null ? phase : ProjectPhase.COMPLETED;
    if (decision(Stage.ACCEPTANCE) == Decision.REJECTED) {
      return phase;
    }
    phase = passed(Stage.ACCEPTANCE, spec) ? ProjectPhase.ACCEPTED : phase;
    return spec.evaluation() == null ? phase : ProjectPhase.EVALUATED;
  }

  private static ProjectPhase after(Stage stage) {
    return switch (stage) {
      case FUND -> ProjectPhase.FUNDED;
      case EXPERT_PANEL -> ProjectPhase.REVIEWED;
      case INITIATION -> ProjectPhase.APPROVED;
      default -> ProjectPhase.PLANNED;
    };
  }
}
