package dev.yunzhi.operator.approval;

import dev.yunzhi.api.v1alpha1.Approval;
import dev.yunzhi.api.v1alpha1.ApprovalSpec;
import dev.yunzhi.api.v1alpha1.Decision;
import dev.yunzhi.api.v1alpha1.Stage;
import dev.yunzhi.api.v1alpha1.StageStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The decisions on one matter, in the order in which they were made. A person's latest decision on
 * a stage is the one that counts; nobody has a say in two stages, but of a project, where each
 * change of what it costs is decided on by itself, too. Not thread-safe.
 */
public final class Votes {

  private final Matter matter;
  private final Map<Stage, StageStatus> stages = new HashMap<>();
  private final Instant now;
  private final Map<String, Approval> standing = new LinkedHashMap<>();
  private final Map<String, Verdict> verdicts = new HashMap<>();

  private Votes(Matter matter, Instant now) {
    this.matter = matter;
    this.now = carriedOut() ? Instant.EPOCH : now;
    if (matter != null) {
      matter.stages().forEach(stage -> this.stages.put(stage.stage(), stage));
    }
  }

  /**
   * Takes all decisions in.
   *
   * @param matter null when there is none; then nothing counts
   * @param approvals of its namespace; those on anything else are left out
   */
  public static Votes of(Matter matter, Collection<Approval> approvals, Instant now) {
    var votes = new Votes(matter, now);
    approvals.stream()
        .filter(a -> matter == null || matter.isOf(a))
        .sorted(
            Comparator.comparing(
                    (Approval a) -> a.getSpec().decidedAt(),
                    Comparator.nullsFirst(Comparator.comparing(Instant::parse)))
                .thenComparing(
                    a -> a.getMetadata().getName(), Comparator.nullsLast(String::compareTo)))
        .forEach(votes::take);
    return votes;
  }

  private boolean carriedOut() {
    return matter != null && matter.carriedOut();
  }

  private void take(Approval approval) {
    verdicts.put(approval.getMetadata().getName(), verdictOn(approval));
  }

  private Verdict verdictOn(Approval approval) {
    Verdict byItself = Verdict.of(approval, matter);
    if (!byItself.counted()) {
      return byItself;
    }
    ApprovalSpec spec = approval.getSpec();
    StageStatus stage = stages.get(spec.stage());
    Approval before = standing.get(say(spec));
    boolean sameStage = before != null && before.getSpec().stage() == spec.stage();
    if (spec.decision() == Decision.WITHDRAWN) {
      return sameStage ? withdraw(before, approval) : Verdict.nothingToWithdraw(approval);
    }
    if (before != null && !sameStage) {
      return Verdict.otherStage(approval, before);
    }
    if (stage == null && !stages.isEmpty()) {
      return Verdict.notNeeded(approval);
    }
    if (expiry(approval, stage).filter(end -> !now.isBefore(end)).isPresent()) {
      return Verdict.expired(stage.expiresAfterDays());
    }
    if (sameStage) {
      standing.remove(say(spec));
      verdicts.put(before.getMetadata().getName(), Verdict.superseded(approval));
    }
    standing.put(say(spec), approval);
    return Verdict.COUNTED;
  }

  /** Of what somebody has one say. */
  private String say(ApprovalSpec spec) {
    return matter.about() == Matter.About.PROJECT
        ? "%s %s %s".formatted(spec.stage(), spec.amount(), spec.decidedBy())
        : spec.decidedBy();
  }

  private Verdict withdraw(Approval before, Approval by) {
    standing.remove(say(by.getSpec()));
    verdicts.put(before.getMetadata().getName(), Verdict.withdrawn(by));
    return Verdict.COUNTED;
  }

  /** A rejection stands until it is withdrawn or the request changes. */
  static Optional<Instant> expiry(Approval approval, StageStatus stage) {
    if (stage == null
        || stage.expiresAfterDays() == null
        || approval.getSpec().decision() != Decision.APPROVED) {
      return Optional.empty();
    }
    return Optional.of(
        Instant.parse(approval.getSpec().decidedAt())
            .plus(Duration.ofDays(stage.expiresAfterDays())));
  }

  /**
   * Whether a decision counts.
   *
   * @param name of an Approval that was taken in; null for the one whose name is yet to be made up
   */
  public Verdict of(String name) {
    return verdicts.get(name);
  }

  /** When a decision stops to count; empty when it never does, or does not count anyway. */
  public Optional<Instant> expiry(Approval approval) {
    boolean expires = of(approval.getMetadata().getName()).counted() && !carriedOut();
    return expires ? expiry(approval, stages.get(approval.getSpec().stage())) : Optional.empty();
  }

  /** The decisions on a stage that stand, the first of them first. */
  List<Approval> on(Stage stage) {
    return standing.values().stream().filter(a -> a.getSpec().stage() == stage).toList();
  }
}
