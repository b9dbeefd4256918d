package dev.yunzhi.operator.reconcile.reform;

import dev.yunzhi.api.v1alpha1.Agreement;
import dev.yunzhi.api.v1alpha1.ComponentSubscription;
import dev.yunzhi.api.v1alpha1.Department;
import dev.yunzhi.api.v1alpha1.Facility;
import dev.yunzhi.api.v1alpha1.Project;
import dev.yunzhi.api.v1alpha1.Reform;
import dev.yunzhi.api.v1alpha1.ReformAction;
import dev.yunzhi.api.v1alpha1.ReformPhase;
import dev.yunzhi.api.v1alpha1.ReformStatus;
import dev.yunzhi.api.v1alpha1.SharedComponent;
import dev.yunzhi.api.v1alpha1.Tenant;
import dev.yunzhi.api.v1alpha1.TenantRequest;
import dev.yunzhi.operator.cluster.InformedEvents;
import dev.yunzhi.operator.cluster.Informers;
import dev.yunzhi.operator.condition.Reason;
import dev.yunzhi.operator.reconcile.EventWriter;
import dev.yunzhi.operator.reconcile.Failure;
import dev.yunzhi.operator.reconcile.Obstacle;
import dev.yunzhi.operator.reconcile.StatusPatch;
import dev.yunzhi.operator.reconcile.budget.BudgetChanges;
import dev.yunzhi.operator.reconcile.budget.ReformBudget;
import dev.yunzhi.operator.reform.ReformPlan;
import dev.yunzhi.operator.reform.Tree;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ErrorStatusUpdateControl;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;

/**
 * Shows what a reform would do, does it step by step, and takes it back. How far it came is in the
 * status: after a crash the last few steps are looked at again, and found taken.
 */
public final class ReformReconciler implements Reconciler<Reform> {

  /** Steps between two writes of the status. */
  private static final int STRIDE = 10;

  private static final Duration SOON = Duration.ofMillis(1);
  private static final Duration LATER = Duration.ofSeconds(5);

  private final Informers informers;
  private final ReformRun run;
  private final ReformBudget budget;
  private final EventWriter events;
  private final Clock clock;

  public ReformReconciler(
      Informers informers, ReformRun run, ReformBudget budget, EventWriter events, Clock clock) {
    this.informers = informers;
    this.run = run;
    this.budget = budget;
    this.events = events;
    this.clock = clock;
  }

  @Override
  public UpdateControl<Reform> reconcile(Reform reform, Context<Reform> context) {
    var progress = new ReformProgress(reform, clock);
    ReformAction action = reform.getSpec().action();
    if (action == ReformAction.UNDO) {
      return undo(reform, progress);
    }
    if (action == ReformAction.RUN) {
      return run(reform, progress);
    }
    return record(
        reform, progress.isUnderWay() ? progress.inForce() : progress.planned(plan(reform)));
  }

  private UpdateControl<Reform> run(Reform reform, ReformProgress progress) {
    return switch (progress.phase()) {
      case DONE -> record(reform, progress.finished());
      case RUNNING -> goOn(reform, progress);
      case UNDOING -> soon(record(reform, progress.towards(ReformPhase.RUNNING)));
      case PREVIEWED -> {
        ReformPlan plan = plan(reform);
        yield plan.obstacles().isEmpty() && progress.shows(plan)
            ? soon(record(reform, progress.towards(ReformPhase.RUNNING)))
            : record(reform, progress.planned(plan).notPreviewed());
      }
      case REFUSED, UNDONE -> record(reform, progress.planned(plan(reform)).notPreviewed());
    };
  }

  private UpdateControl<Reform> undo(Reform reform, ReformProgress progress) {
    if (!progress.isUnderWay()) {
      return record(reform, progress.undone());
    }
    return progress.phase() == ReformPhase.UNDOING
        ? goOn(reform, progress)
        : soon(record(reform, progress.towards(ReformPhase.UNDOING)));
  }

  /** A few steps in the direction of the phase; the status is written after them. */
  private UpdateControl<Reform> goOn(Reform reform, ReformProgress progress) {
    String name = reform.getMetadata().getName();
    try {
      for (int steps = 0; steps < STRIDE && progress.hasNext(); steps++) {
        if (progress.phase() == ReformPhase.RUNNING) {
          run.take(progress.next(), name);
        } else {
          run.takeBack(progress.next(), name);
        }
        progress.taken();
      }
    } catch (Obstacle obstacle) {
      return record(reform, progress.heldUp(obstacle.reason(), obstacle.getMessage()))
          .rescheduleAfter(LATER);
    } catch (KubernetesClientException e) {
      return record(reform, progress.heldUp(Reason.FAILED, Failure.message(e)))
          .rescheduleAfter(LATER);
    }
    return progress.hasNext()
        ? soon(record(reform, progress.moving()))
        : record(reform, progress.finished());
  }

  private static UpdateControl<Reform> soon(UpdateControl<Reform> update) {
    return update.rescheduleAfter(SOON);
  }

  private ReformPlan plan(Reform reform) {
    var tree =
        Tree.of(
            informers.of(Department.class).list(),
            informers.of(Project.class).list(),
            informers.of(Tenant.class).list(),
            informers.of(Facility.class).list(),
            informers.of(SharedComponent.class).list(),
            informers.of(Agreement.class).list(),
            informers.of(ComponentSubscription.class).list(),
            informers.of(TenantRequest.class).list());
    return ReformPlan.of(reform.getSpec(), tree, budget.nodes(), budget.charges());
  }

  private UpdateControl<Reform> record(Reform reform, ReformProgress progress) {
    ReformStatus status = progress.status();
    var before = reform.getStatus();
    if (before == null || before.phase() != status.phase()) {
      progress.tell(reform, events);
    }
    return StatusPatch.of(reform, new Reform(), status);
  }

  @Override
  public ErrorStatusUpdateControl<Reform> updateErrorStatus(
      Reform reform, Context<Reform> context, Exception e) {
    var progress = new ReformProgress(reform, clock).heldUp(Reason.FAILED, Failure.message(e));
    return Failure.recorded(record(reform, progress), context.getRetryInfo());
  }

  @Override
  public List<EventSource<?, Reform>> prepareEventSources(EventSourceContext<Reform> context) {
    return List.of(
        watching(Department.class),
        watching(Project.class),
        watching(Tenant.class),
        watching(Facility.class),
        watching(SharedComponent.class),
        new BudgetChanges<>(informers, changed -> open()));
  }

  private <T extends HasMetadata> InformedEvents<T, Reform> watching(Class<T> kind) {
    return new InformedEvents<>(kind, informers, object -> open(), InformedEvents::specChanged);
  }

  /** Those that a change of the tree may concern; one that is under way wakes by itself. */
  private Collection<ResourceID> open() {
    return informers.of(Reform.class).list().stream()
        .filter(
            r ->
                r.getStatus() == null
                    || r.getStatus().phase() == ReformPhase.PREVIEWED
                    || r.getStatus().phase() == ReformPhase.REFUSED)
        .map(ResourceID::fromResource)
        .toList();
  }
}
