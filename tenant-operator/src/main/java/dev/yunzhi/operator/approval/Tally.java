package dev.yunzhi.operator.approval;

import dev.yunzhi.api.v1alpha1.Approval;
import dev.yunzhi.api.v1alpha1.Decision;
import dev.yunzhi.api.v1alpha1.PolicyException;
import dev.yunzhi.api.v1alpha1.Project;
import dev.yunzhi.api.v1alpha1.Stage;
import dev.yunzhi.api.v1alpha1.StageDecision;
import dev.yunzhi.api.v1alpha1.StageStatus;
import dev.yunzhi.api.v1alpha1.TenantRequest;
import dev.yunzhi.api.v1alpha1.WireName;
import dev.yunzhi.policy.StageRequirement;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where the approval stages of a request stand.
 *
 * @param stages those that it needs, in the order of {@link Stage}; empty when it needs none
 */
public record Tally(List<StageStatus> stages) {

  /** Of a request: a project's gates are decided on the project. */
  private static final Map<String, Stage> BY_NAME =
      Arrays.stream(Stage.values())
          .filter(stage -> !Matter.isGate(stage))
          .collect(Collectors.toMap(WireName::of, stage -> stage));

  /**
   * Counts the decisions that stand.
   *
   * @param required what the policies ask for
   * @param approvals of the request's namespace
   * @throws IllegalArgumentException when a policy asks for a stage that nobody can decide
   */
  public static Tally of(
      TenantRequest request,
      List<StageRequirement> required,
      Collection<Approval> approvals,
      Instant now) {
    List<StageStatus> stages = merged(required);
    return counted(Matter.of(request).asked(stages), approvals, now);
  }

  /**
   * Counts the decisions on an exception, which never expire.
   *
   * @param approvals of its namespace
   */
  static Tally of(PolicyException exception, Collection<Approval> approvals) {
    return counted(Matter.of(exception), approvals, Instant.EPOCH);
  }

  /**
   * Counts the decisions on the gates of a project, which never expire.
   *
   * @param approvals on it, of any namespace
   * @param panel how many of the expert panel have to agree
   */
  static Tally of(Project project, Collection<Approval> approvals, int panel) {
    Matter matter = Matter.of(project);
    List<StageStatus> gates =
        matter.stages().stream()
            .filter(gate -> gate.stage() != Stage.CHANGE)
            .map(gate -> gate.stage() == Stage.EXPERT_PANEL ? withQuorum(gate, panel) : gate)
            .toList();
    return counted(matter.asked(gates), approvals, Instant.EPOCH);
  }

  private static StageStatus withQuorum(StageStatus stage, int quorum) {
    return new StageStatus(
        stage.stage(), quorum, quorum, null, null, stage.policies(), null, null, null);
  }

  private static Tally counted(Matter matter, Collection<Approval> approvals, Instant now) {
    Votes votes = Votes.of(matter, approvals, now);
    return new Tally(matter.stages().stream().map(s -> counted(s, votes.on(s.stage()))).toList());
  }

  /** Several policies may ask for one stage: the strictest of each is taken. */
  static List<StageStatus> merged(List<StageRequirement> required) {
    var byStage =
        required.stream()
            .collect(Collectors.groupingBy(Tally::stage, TreeMap::new, Collectors.toList()));
    return byStage.entrySet().stream().map(e -> merged(e.getKey(), e.getValue())).toList();
  }

  private static Stage stage(StageRequirement required) {
    Stage stage = BY_NAME.get(required.stage());
    if (stage == null) {
      throw new IllegalArgumentException(
          "%s asks for the approval stage %s, which does not exist; there are %s"
              .formatted(
                  required.policy(),
                  required.stage(),
                  BY_NAME.keySet().stream().sorted().toList()));
    }
    return stage;
  }

  private static StageStatus merged(Stage stage, List<StageRequirement> required) {
    int quorum = required.stream().mapToInt(StageRequirement::quorum).max().orElseThrow();
    return new StageStatus(
        stage,
        quorum,
        quorum,
        null,
        null,
        required.stream().map(StageRequirement::policy).distinct().toList(),
        joined(required, StageRequirement::reason),
        joined(required, StageRequirement::reasonZh),
        required.stream()
            .map(StageRequirement::expiresAfterDays)
            .filter(Objects::nonNull)
            .min(Integer::compare)
            .orElse(null));
  }

  private static String joined(
      List<StageRequirement> required, Function<StageRequirement, String> text) {
    return required.stream().map(text).distinct().collect(Collectors.joining("; "));
  }

  /** One rejection is enough; without one, as many approvals as the quorum says. */
  private static StageStatus counted(StageStatus stage, List<Approval> decisions) {
    boolean rejected =
        decisions.stream().anyMatch(a -> a.getSpec().decision() == Decision.REJECTED);
    int missing = rejected ? 0 : Math.max(0, stage.quorum() - decisions.size());
    return new StageStatus(
        stage.stage(),
        stage.quorum(),
        missing,
        rejected ? Decision.REJECTED : missing == 0 ? Decision.APPROVED : null,
        decisions.isEmpty() ? null : decisions.stream().map(a -> decision(a, stage)).toList(),
        stage.policies(),
        stage.reason(),
        stage.reasonZh(),
        stage.expiresAfterDays());
  }

  private static StageDecision decision(Approval approval, StageStatus stage) {
    var spec = approval.getSpec();
    return new StageDecision(
        approval.getMetadata().getName(),
        spec.decision(),
        spec.decidedBy(),
        spec.decidedAt(),
        spec.reason(),
        spec.evidence(),
        Votes.expiry(approval, stage).map(Instant::toString).orElse(null));
  }

  /** The first stage that said no. */
  public Optional<StageStatus> rejection() {
    return stages.stream().filter(s -> s.decision() == Decision.REJECTED).findFirst();
  }

  /** Stages that have not decided. */
  public List<StageStatus> open() {
    return stages.stream().filter(s -> s.decision() == null).toList();
  }

  /** When the last of the decisions was made; empty when there is none. */
  public Optional<Instant> decidedAt() {
    return decisions(StageDecision::decidedAt).max(Instant::compareTo);
  }

  /** When the next of the approvals stops to count; empty when none does. */
  public Optional<Instant> nextExpiry() {
    return decisions(StageDecision::expiresAt).min(Instant::compareTo);
  }

  private Stream<Instant> decisions(Function<StageDecision, String> instant) {
    return stages.stream()
        .filter(s -> s.decisions() != null)
        .flatMap(s -> s.decisions().stream())
        .map(instant)
        .filter(Objects::nonNull)
        .map(Instant::parse);
  }
}
