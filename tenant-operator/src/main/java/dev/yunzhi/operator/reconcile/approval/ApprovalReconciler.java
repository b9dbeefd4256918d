package dev.yunzhi.operator.reconcile.approval;

import dev.yunzhi.api.v1alpha1.Approval;
import dev.yunzhi.api.v1alpha1.ApprovalSpec;
import dev.yunzhi.api.v1alpha1.ApprovalStatus;
import dev.yunzhi.api.v1alpha1.PolicyException;
import dev.yunzhi.api.v1alpha1.Project;
import dev.yunzhi.api.v1alpha1.TenantRequest;
import dev.yunzhi.operator.approval.Matter;
import dev.yunzhi.operator.approval.Verdict;
import dev.yunzhi.operator.approval.Votes;
import dev.yunzhi.operator.cluster.InformedEvents;
import dev.yunzhi.operator.cluster.Informers;
import dev.yunzhi.operator.cluster.Reader;
import dev.yunzhi.operator.condition.ConditionType;
import dev.yunzhi.operator.reconcile.Conditions;
import dev.yunzhi.operator.reconcile.StatusPatch;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;

/** Tells whoever decided whether the decision counts, and why not. */
public final class ApprovalReconciler implements Reconciler<Approval> {

  private final Informers informers;
  private final Reader watched;
  private final Clock clock;

  public ApprovalReconciler(Informers informers, Reader watched, Clock clock) {
    this.informers = informers;
    this.watched = watched;
    this.clock = clock;
  }

  @Override
  public UpdateControl<Approval> reconcile(Approval approval, Context<Approval> context) {
    String namespace = approval.getMetadata().getNamespace();
    Matter matter = Matter.of(approval, namespace, watched);
    var votes =
        Votes.of(matter, matter == null ? List.of(approval) : beside(approval), clock.instant());
    Verdict verdict = votes.of(approval.getMetadata().getName());
    if (verdict == null) {
      // The shared watch has yet to see it; its event wakes us.
      return UpdateControl.noUpdate();
    }
    var update = record(approval, verdict);
    votes
        .expiry(approval)
        .ifPresent(end -> update.rescheduleAfter(Duration.between(clock.instant(), end)));
    return update;
  }

  /** All among which it could count; a project may have changed hands, and its approvals stayed. */
  private List<Approval> beside(Approval approval) {
    var all = informers.of(Approval.class);
    String project = approval.getSpec().project();
    return project == null
        ? all.inNamespace(approval.getMetadata().getNamespace())
        : all.by(Informers.BY_PROJECT, project);
  }

  private UpdateControl<Approval> record(Approval approval, Verdict verdict) {
    var before = approval.getStatus();
    var conditions =
        new Conditions(
            before == null ? null : before.conditions(),
            approval.getMetadata().getGeneration(),
            clock);
    if (verdict.counted()) {
      conditions.isTrue(ConditionType.APPROVAL_COUNTED, verdict.reason(), verdict.message());
    } else {
      conditions.isFalse(
          ConditionType.APPROVAL_COUNTED,
          verdict.reason(),
          "%s: %s / %s".formatted(verdict.field(), verdict.message(), verdict.messageZh()));
    }
    return StatusPatch.of(approval, new Approval(), new ApprovalStatus(conditions.list()));
  }

  @Override
  public List<EventSource<?, Approval>> prepareEventSources(EventSourceContext<Approval> context) {
    return List.of(
        new InformedEvents<>(
            TenantRequest.class, informers, r -> decisionsOn(r, ApprovalSpec::request)),
        new InformedEvents<>(
            PolicyException.class,
            informers,
            e -> decisionsOn(e, ApprovalSpec::exception),
            InformedEvents::specChanged),
        new InformedEvents<>(
            Project.class,
            informers,
            p ->
                ids(
                    informers
                        .of(Approval.class)
                        .by(Informers.BY_PROJECT, p.getMetadata().getName())),
            InformedEvents::specChanged),
        new InformedEvents<>(
            Approval.class, informers, this::besides, InformedEvents::specChanged));
  }

  private Collection<ResourceID> decisionsOn(
      HasMetadata decided, Function<ApprovalSpec, String> named) {
    String name = decided.getMetadata().getName();
    return decisions(decided.getMetadata().getNamespace(), spec -> name.equals(named.apply(spec)));
  }

  /** A person's later decision takes the place of an earlier one. */
  private Collection<ResourceID> besides(Approval approval) {
    ApprovalSpec about = approval.getSpec();
    return about.project() != null
        ? ids(beside(approval))
        : decisions(
            approval.getMetadata().getNamespace(),
            spec ->
                Objects.equals(spec.request(), about.request())
                    && Objects.equals(spec.exception(), about.exception()));
  }

  private static Collection<ResourceID> ids(Collection<Approval> approvals) {
    return approvals.stream().map(ResourceID::fromResource).toList();
  }

  private Collection<ResourceID> decisions(String namespace, Predicate<ApprovalSpec> about) {
    return informers.of(Approval.class).inNamespace(namespace).stream()
        .filter(a -> about.test(a.getSpec()))
        .map(ResourceID::fromResource)
        .toList();
  }
}
