package dev.yunzhi.operator.reconcile.request;

import dev.yunzhi.api.v1alpha1.Approval;
import dev.yunzhi.api.v1alpha1.Department;
import dev.yunzhi.api.v1alpha1.Labels;
import dev.yunzhi.api.v1alpha1.PolicyException;
import dev.yunzhi.api.v1alpha1.Project;
import dev.yunzhi.api.v1alpha1.Tenant;
import dev.yunzhi.api.v1alpha1.TenantRequest;
import dev.yunzhi.operator.budget.BudgetRefused;
import dev.yunzhi.operator.cluster.Applier;
import dev.yunzhi.operator.cluster.InformedEvents;
import dev.yunzhi.operator.cluster.Informers;
import dev.yunzhi.operator.model.GrantedTenant;
import dev.yunzhi.operator.model.HomeNamespace;
import dev.yunzhi.operator.policy.Policies;
import dev.yunzhi.operator.policy.RequestReview;
import dev.yunzhi.operator.reconcile.Failure;
import dev.yunzhi.operator.reconcile.Halting;
import dev.yunzhi.operator.reconcile.Obstacle;
import dev.yunzhi.operator.reconcile.Reasons;
import dev.yunzhi.operator.reconcile.StatusPatch;
import dev.yunzhi.operator.reconcile.Subtree;
import dev.yunzhi.operator.reconcile.budget.BudgetChanges;
import dev.yunzhi.operator.reconcile.budget.RequestBudget;
import dev.yunzhi.operator.reconcile.tenant.TenantReconciler;
import dev.yunzhi.policy.EvaluationException;
import dev.yunzhi.policy.Finding;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ErrorStatusUpdateControl;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.time.Clock;
import java.util.Collection;
import java.util.List;

/** Takes a request from policy over approvals to a Tenant. */
public final class TenantRequestReconciler implements Reconciler<TenantRequest> {

  private final Informers informers;
  private final Applier applier;
  private final RequestReview review;
  private final Policies policies;
  private final RequestEvents events;
  private final RequestBudget budget;
  private final Clock clock;

  public TenantRequestReconciler(
      Informers informers,
      Applier applier,
      RequestReview review,
      Policies policies,
      RequestEvents events,
      RequestBudget budget,
      Clock clock) {
    this.informers = informers;
    this.applier = applier;
    this.review = review;
    this.policies = policies;
    this.events = events;
    this.budget = budget;
    this.clock = clock;
  }

  @Override
  public UpdateControl<TenantRequest> reconcile(
      TenantRequest request, Context<TenantRequest> context) throws EvaluationException, Obstacle {
    var progress = new Progress(request, policies.revision(), clock);
    advance(request, progress, context);
    return record(request, progress);
  }

  private void advance(TenantRequest request, Progress progress, Context<TenantRequest> context)
      throws EvaluationException, Obstacle {
    String name = GrantedTenant.nameFor(request);
    Tenant actual = informers.of(Tenant.class).get(name);
    boolean ours = actual != null && GrantedTenant.isOf(actual, request);
    Tally tally = Tally.of(request, approvals(request));
    if (ours && stands(request, context)) {
      // What was granted as it is asked for needs no new decision.
      progress.keepJudgement().stands(actual, tally);
      return;
    }
    var halted = Halting.of(department(request), informers);
    if (halted.isPresent()) {
      progress.keepJudgement().blocked(Reasons.DEPARTMENT_HALTED, NextStep.halted(halted.get()));
      return;
    }
    if (actual == null && progress.grantedBefore()) {
      progress.keepJudgement().tenantDeleted(name, tally);
      return;
    }
    List<Finding> findings = review.judge(request);
    if (!progress.judged(findings)) {
      return;
    }
    if (actual != null && !ours) {
      progress.nameTaken(name);
      return;
    }
    if (!progress.decided(tally)) {
      return;
    }
    try {
      budget.reserve(wanted(request), actual);
    } catch (BudgetRefused refused) {
      progress.beyondBudget(refused);
      return;
    }
    progress.withinBudget();
    applier.apply(List.of(wanted(request)), context);
    progress.provisioning(name);
  }

  private boolean stands(TenantRequest request, Context<TenantRequest> context) throws Obstacle {
    return GrantedTenant.missing(request.getSpec()).isEmpty()
        && applier.stands(wanted(request), context);
  }

  private Tenant wanted(TenantRequest request) throws Obstacle {
    return GrantedTenant.of(request, department(request), TenantReconciler.FINALIZER);
  }

  /** A request speaks for the department in whose home namespace it lies, whatever it says. */
  private String department(TenantRequest request) throws Obstacle {
    String namespace = request.getMetadata().getNamespace();
    Namespace home = informers.of(Namespace.class).get(namespace);
    String department =
        home == null ? null : home.getMetadata().getLabels().get(Labels.DEPARTMENT_HOME);
    if (department == null) {
      throw new Obstacle(
          Reasons.DEPARTMENT_NOT_FOUND,
          "Namespace %s is no department's home; make the request in the namespace dept-<department>."
              .formatted(namespace));
    }
    return department;
  }

  private Collection<Approval> approvals(TenantRequest request) {
    return informers.of(Approval.class).inNamespace(request.getMetadata().getNamespace());
  }

  private UpdateControl<TenantRequest> record(TenantRequest request, Progress progress) {
    var status = progress.status();
    events.transition(request, status);
    return StatusPatch.of(request, new TenantRequest(), status);
  }

  @Override
  public ErrorStatusUpdateControl<TenantRequest> updateErrorStatus(
      TenantRequest request, Context<TenantRequest> context, Exception e) {
    var progress = new Progress(request, policies.revision(), clock).keepJudgement();
    if (e instanceof Obstacle obstacle) {
      progress.heldUp(obstacle.reason(), obstacle.getMessage());
    } else {
      progress.heldUp(Reasons.FAILED, Failure.message(e));
    }
    return Failure.recorded(record(request, progress), context.getRetryInfo());
  }

  @Override
  public List<EventSource<?, TenantRequest>> prepareEventSources(
      EventSourceContext<TenantRequest> context) {
    return List.of(
        new InformedEvents<>(Approval.class, informers, TenantRequestReconciler::decided),
        new InformedEvents<>(Tenant.class, informers, this::asking),
        new InformedEvents<>(Project.class, informers, this::ofProject),
        new InformedEvents<>(Namespace.class, informers, this::inHome),
        new InformedEvents<>(
            Department.class, informers, this::atAndBelow, InformedEvents::specChanged),
        new InformedEvents<>(
            PolicyException.class,
            informers,
            exception -> in(exception.getMetadata().getNamespace())),
        new PolicyChanges(policies, informers),
        new BudgetChanges<>(informers, changed -> RequestBudget.waiting(informers)));
  }

  private static Collection<ResourceID> decided(Approval approval) {
    return List.of(
        new ResourceID(approval.getSpec().request(), approval.getMetadata().getNamespace()));
  }

  /** The one that it was made from, and those that wait for its name. */
  private Collection<ResourceID> asking(Tenant tenant) {
    String name = tenant.getMetadata().getName();
    return informers.of(TenantRequest.class).by(Informers.BY_TENANT, name).stream()
        .map(ResourceID::fromResource)
        .toList();
  }

  private Collection<ResourceID> ofProject(Project project) {
    return informers
        .of(TenantRequest.class)
        .by(Informers.BY_PROJECT, project.getMetadata().getName())
        .stream()
        .map(ResourceID::fromResource)
        .toList();
  }

  private Collection<ResourceID> inHome(HasMetadata namespace) {
    return namespace.getMetadata().getLabels().containsKey(Labels.DEPARTMENT_HOME)
        ? in(namespace.getMetadata().getName())
        : List.of();
  }

  private Collection<ResourceID> atAndBelow(Department department) {
    return Subtree.of(department.getMetadata().getName(), informers).stream()
        .flatMap(name -> in(HomeNamespace.nameFor(name)).stream())
        .toList();
  }

  private Collection<ResourceID> in(String namespace) {
    return informers.of(TenantRequest.class).inNamespace(namespace).stream()
        .map(ResourceID::fromResource)
        .toList();
  }
}
