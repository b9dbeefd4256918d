package dev.yunzhi.operator.reconcile.policy;

import dev.yunzhi.api.v1alpha1.Clause;
import dev.yunzhi.api.v1alpha1.Effect;
import dev.yunzhi.api.v1alpha1.Policy;
import dev.yunzhi.api.v1alpha1.PolicyPreview;
import dev.yunzhi.api.v1alpha1.PolicyStatus;
import dev.yunzhi.operator.cluster.InformedEvents;
import dev.yunzhi.operator.cluster.Informers;
import dev.yunzhi.operator.condition.ConditionType;
import dev.yunzhi.operator.condition.Reason;
import dev.yunzhi.operator.policy.Overlay;
import dev.yunzhi.operator.policy.Policies;
import dev.yunzhi.operator.reconcile.Conditions;
import dev.yunzhi.operator.reconcile.PolicyChanges;
import dev.yunzhi.operator.reconcile.StatusPatch;
import dev.yunzhi.operator.scan.Previews;
import dev.yunzhi.operator.scan.ScanTotals;
import dev.yunzhi.operator.scan.ScanTotals.Count;
import dev.yunzhi.operator.scan.Trial;
import dev.yunzhi.policy.PolicyDescription;
import io.fabric8.kubernetes.api.model.Condition;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Records what came of a Policy object; the engine itself follows on every replica. */
public final class PolicyReconciler implements Reconciler<Policy> {

  private final Informers informers;
  private final Policies policies;
  private final ScanTotals totals;
  private final Previews previews;
  private final Clock clock;

  public PolicyReconciler(
      Informers informers, Policies policies, ScanTotals totals, Previews previews, Clock clock) {
    this.previews = previews;
    this.totals = totals;
    this.informers = informers;
    this.policies = policies;
    this.clock = clock;
  }

  @Override
  public UpdateControl<Policy> reconcile(Policy policy, Context<Policy> context) {
    Overlay.Verdict verdict = policies.refresh().verdicts().get(policy.getMetadata().getName());
    if (verdict == null || !isWatched(policy)) {
      // The shared watch has not shown this generation yet; its event wakes this reconciler.
      return UpdateControl.noUpdate();
    }
    var before = policy.getStatus();
    var generation = policy.getMetadata().getGeneration();
    var conditions = new Conditions(before == null ? null : before.conditions(), generation, clock);
    Trial trial = trial(policy, verdict);
    if (verdict.enforced()) {
      enforced(policy, verdict, conditions);
    } else if (trial != null) {
      conditions.isFalse(ConditionType.POLICY_ENFORCED, trial.reason(), trial.message());
    } else {
      conditions.isFalse(ConditionType.POLICY_ENFORCED, verdict.reason(), verdict.message());
    }
    var rule = rule(policy);
    var described = rule.or(() -> Optional.ofNullable(trial).map(Trial::rule));
    Optional<Count> count = verdict.accepted() ? count(policy) : Optional.empty();
    return StatusPatch.of(
        policy,
        own(before),
        new Policy(),
        new PolicyStatus(
            generation,
            described.map(r -> r.title() + " / " + r.titleZh()).orElse(null),
            rule.map(r -> Effect.valueOf(r.effect().name())).orElse(null),
            policies.revision(),
            described.map(PolicyReconciler::clauses).orElse(null),
            null,
            null,
            count.map(Count::violations).orElse(null),
            count.map(Count::exempt).orElse(null),
            preview(policy, trial),
            conditions.list()));
  }

  private void enforced(Policy policy, Overlay.Verdict verdict, Conditions conditions) {
    Optional<String> fault = policies.faults().of(policy.getSpec().policy());
    if (fault.isPresent()) {
      conditions.isTrue(
          ConditionType.POLICY_ENFORCED,
          Reason.FAILING,
          "What the rule cannot judge is refused, and it could not judge something: %s."
              .formatted(fault.get()));
    } else {
      conditions.isTrue(ConditionType.POLICY_ENFORCED, verdict.reason(), verdict.message());
    }
  }

  /** What stands of the operator's part: the rest is the control-plane's. */
  private static PolicyStatus own(PolicyStatus status) {
    if (status == null) {
      return null;
    }
    List<Condition> conditions =
        status.conditions() == null
            ? List.of()
            : status.conditions().stream()
                .filter(c -> c.getType().equals(ConditionType.POLICY_ENFORCED.wire()))
                .toList();
    return new PolicyStatus(
        status.observedGeneration(),
        status.title(),
        status.effect(),
        status.revision(),
        status.clauses(),
        null,
        null,
        status.violations(),
        status.exempt(),
        status.preview(),
        conditions);
  }

  /** What came of trying the spec as it is; null when it is not tried, or has not been yet. */
  private Trial trial(Policy policy, Overlay.Verdict verdict) {
    Trial trial = previews.of(policy.getMetadata().getName());
    return verdict.reason() == Reason.PREVIEWED
            && trial != null
            && trial.generation().equals(policy.getMetadata().getGeneration())
        ? trial
        : null;
  }

  /** As the counts, for as long as it is asked for. */
  private static PolicyPreview preview(Policy policy, Trial trial) {
    if (!Overlay.isPreview(policy)) {
      return null;
    }
    if (trial != null && trial.preview() != null) {
      return trial.preview();
    }
    return policy.getStatus() == null ? null : policy.getStatus().preview();
  }

  /** What an earlier leader counted stands until this one has. */
  private Optional<Count> count(Policy policy) {
    Count count = totals.of(policy.getSpec().policy());
    var before = policy.getStatus();
    if (count != null || before == null || before.violations() == null) {
      return Optional.ofNullable(count);
    }
    return Optional.of(new Count(before.violations(), before.exempt()));
  }

  private boolean isWatched(Policy policy) {
    Policy watched = informers.of(Policy.class).get(policy.getMetadata().getName());
    return watched != null
        && Objects.equals(
            watched.getMetadata().getGeneration(), policy.getMetadata().getGeneration());
  }

  private Optional<PolicyDescription> rule(Policy policy) {
    return policies.catalogue().stream()
        .filter(r -> r.id().equals(policy.getSpec().policy()))
        .findFirst();
  }

  private static List<Clause> clauses(PolicyDescription rule) {
    return rule.clauses().stream()
        .map(c -> new Clause(c.standard(), c.edition(), c.clause(), c.level(), c.confirmed()))
        .toList();
  }

  @Override
  public List<EventSource<?, Policy>> prepareEventSources(EventSourceContext<Policy> context) {
    return List.of(
        new InformedEvents<>(
            Policy.class, informers, this::forTheSameRule, InformedEvents::specChanged),
        PolicyChanges.inForce(Policy.class, policies, informers),
        PolicyChanges.faults(Policy.class, policies, informers),
        new ScanChanges(totals, previews, informers));
  }

  private Collection<ResourceID> forTheSameRule(Policy changed) {
    return informers.of(Policy.class).list().stream()
        .filter(p -> p.getSpec().policy().equals(changed.getSpec().policy()))
        .map(ResourceID::fromResource)
        .toList();
  }
}
