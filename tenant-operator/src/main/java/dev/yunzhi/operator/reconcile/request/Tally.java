package dev.yunzhi.operator.reconcile.request;

import dev.yunzhi.api.v1alpha1.Approval;
import dev.yunzhi.api.v1alpha1.Decision;
import dev.yunzhi.api.v1alpha1.Stage;
import dev.yunzhi.api.v1alpha1.StageStatus;
import dev.yunzhi.api.v1alpha1.TenantRequest;
import dev.yunzhi.operator.reconcile.approval.Count;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Where the approval stages of a request stand.
 *
 * @param stages those that it needs, Platform first
 */
record Tally(List<StageStatus> stages) {

  /** Security has a say from this protection level up (GB/T 22239). */
  private static final int SECURITY_FROM_LEVEL = 3;

  /**
   * Only decisions that count are looked at. The first rejection of a stage stands until the
   * request changes; without one the first approval decides.
   */
  static Tally of(TenantRequest request, Collection<Approval> approvals) {
    var decisions =
        approvals.stream()
            .filter(a -> a.getSpec().request().equals(request.getMetadata().getName()))
            .filter(a -> Count.of(a, request).counted())
            .sorted(
                Comparator.comparing((Approval a) -> a.getSpec().decision())
                    .reversed()
                    .thenComparing(a -> a.getMetadata().getCreationTimestamp())
                    .thenComparing(a -> a.getMetadata().getName()))
            .toList();
    var stages = new ArrayList<StageStatus>();
    for (Stage stage : needed(request)) {
      stages.add(
          decisions.stream()
              .filter(a -> a.getSpec().stage() == stage)
              .findFirst()
              .map(Tally::decided)
              .orElse(new StageStatus(stage, null, null, null, null, null)));
    }
    return new Tally(List.copyOf(stages));
  }

  /** A request that names no protection level counts as the strictest. */
  private static List<Stage> needed(TenantRequest request) {
    Integer level = request.getSpec().protectionLevel();
    return level == null || level >= SECURITY_FROM_LEVEL
        ? List.of(Stage.PLATFORM, Stage.SECURITY)
        : List.of(Stage.PLATFORM);
  }

  private static StageStatus decided(Approval approval) {
    var spec = approval.getSpec();
    return new StageStatus(
        spec.stage(),
        spec.decision(),
        approval.getMetadata().getName(),
        spec.decidedBy(),
        spec.decidedAt(),
        spec.reason());
  }

  /** The first stage that said no. */
  Optional<StageStatus> rejection() {
    return stages.stream().filter(s -> s.decision() == Decision.REJECTED).findFirst();
  }

  /** Stages that have not decided. */
  List<Stage> open() {
    return stages.stream().filter(s -> s.decision() == null).map(StageStatus::stage).toList();
  }
}
