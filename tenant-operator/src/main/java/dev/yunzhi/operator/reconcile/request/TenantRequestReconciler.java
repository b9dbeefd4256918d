package dev.yunzhi.operator.reconcile.request;

import dev.yunzhi.api.v1alpha1.Approval;
import dev.yunzhi.api.v1alpha1.Cloud;
import dev.yunzhi.api.v1alpha1.Department;
import dev.yunzhi.api.v1alpha1.Facility;
import dev.yunzhi.api.v1alpha1.Labels;
import dev.yunzhi.api.v1alpha1.PolicyException;
import dev.yunzhi.api.v1alpha1.Project;
import dev.yunzhi.api.v1alpha1.RequestType;
import dev.yunzhi.api.v1alpha1.SharedComponent;
import dev.yunzhi.api.v1alpha1.Tenant;
import dev.yunzhi.api.v1alpha1.TenantRequest;
import dev.yunzhi.operator.approval.Tally;
import dev.yunzhi.operator.budget.BudgetRefused;
import dev.yunzhi.operator.cluster.InformedEvents;
import dev.yunzhi.operator.cluster.Informers;
import dev.yunzhi.operator.cluster.Reader;
import dev.yunzhi.operator.condition.Reason;
import dev.yunzhi.operator.model.GrantedTenant;
import dev.yunzhi.operator.model.HomeNamespace;
import dev.yunzhi.operator.policy.FacilityContext;
import dev.yunzhi.operator.policy.LikeComponents;
import dev.yunzhi.operator.policy.Policies;
import dev.yunzhi.operator.policy.RequestReview;
import dev.yunzhi.operator.policy.RequestReview.Judged;
import dev.yunzhi.operator.reconcile.Failure;
import dev.yunzhi.operator.reconcile.Halting;
import dev.yunzhi.operator.reconcile.Obstacle;
import dev.yunzhi.operator.reconcile.PolicyChanges;
import dev.yunzhi.operator.reconcile.StatusPatch;
import dev.yunzhi.operator.reconcile.Subtree;
import dev.yunzhi.operator.reconcile.budget.BudgetChanges;
import dev.yunzhi.operator.reconcile.budget.RequestBudget;
import dev.yunzhi.policy.EvaluationException;
import io.fabric8.kubernetes.api.model.Condition;
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
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Takes a request from policy over approvals to a Tenant. */
public final class TenantRequestReconciler implements Reconciler<TenantRequest> {

  private static final Duration AT_ONCE = Duration.ofMillis(1);

  private final Informers informers;
  private final Reader live;
  private final Grants grants;
  private final RequestReview review;
  private final Policies policies;
  private final RequestEvents events;
  private final Clock clock;

  public TenantRequestReconciler(
      Informers informers,
      Reader live,
      Grants grants,
      RequestReview review,
      Policies policies,
      RequestEvents events,
      Clock clock) {
    this.informers = informers;
    this.live = live;
    this.grants = grants;
    this.review = review;
    this.policies = policies;
    this.events = events;
    this.clock = clock;
  }

  @Override
  public UpdateControl<TenantRequest> reconcile(
      TenantRequest watched, Context<TenantRequest> context) throws EvaluationException, Obstacle {
    TenantRequest request = asJudged(watched);
    var progress = new Progress(request, policies.revision(), clock);
    var again = advance(request, progress);
    var update = record(request, progress);
    again.ifPresent(at -> update.rescheduleAfter(until(at)));
    return update;
  }

  /** A timer takes no time that is past. */
  private Duration until(Instant at) {
    Duration left = Duration.between(clock.instant(), at);
    return left.compareTo(AT_ONCE) > 0 ? left : AT_ONCE;
  }

  /**
   * The watch of requests may lag behind that of Tenants: the judgement that led to a grant is then
   * not seen yet, and must not be written over with nothing.
   */
  private TenantRequest asJudged(TenantRequest watched) {
    Tenant tenant = informers.of(Tenant.class).get(GrantedTenant.nameFor(watched));
    if (Progress.isOfThisGeneration(watched) || !GrantedTenant.carriedOut(watched, tenant)) {
      return watched;
    }
    var meta = watched.getMetadata();
    TenantRequest latest = live.get(TenantRequest.class, meta.getNamespace(), meta.getName());
    return latest == null ? watched : latest;
  }

  /** Returns when it has to be looked at again without an event. */
  private Optional<Instant> advance(TenantRequest request, Progress progress)
      throws EvaluationException, Obstacle {
    String name = GrantedTenant.nameFor(request);
    String department = department(request);
    Tenant actual = informers.of(Tenant.class).get(name);
    if (GrantedTenant.carriedOut(request, actual)) {
      TenantStanding.of(request, actual, progress.keepJudgement());
      return Optional.empty();
    }
    var halted = Halting.of(department, informers);
    if (halted.isPresent()) {
      progress.keepJudgement().blocked(Reason.DEPARTMENT_HALTED, NextStep.halted(halted.get()));
      return Optional.empty();
    }
    if (actual == null && progress.grantedBefore()) {
      gone(request, name, progress.keepJudgement());
      return Optional.empty();
    }
    boolean ours = actual != null && GrantedTenant.concerns(request, actual, department);
    if (obstructed(request, name, actual, ours, progress)) {
      return Optional.empty();
    }
    var unknown = Placement.unknown(request, actual, informers);
    if (unknown.isPresent()) {
      progress.keepJudgement().blocked(unknown.get().reason(), unknown.get().step());
      return Optional.empty();
    }
    Judged judged = review.judge(request);
    if (!progress.judged(judged.findings(), GrantedTenant.missing(request, actual))) {
      return Optional.empty();
    }
    Tally tally = Tally.of(request, judged.stages(), approvals(request), clock.instant());
    if (!progress.decided(tally)) {
      return tally.nextExpiry();
    }
    var closed = Placement.closed(request, actual, informers);
    if (closed.isPresent()) {
      progress.blocked(closed.get().reason(), closed.get().step());
      return tally.nextExpiry();
    }
    // A crash between the Tenant and the status would leave a grant that nobody seems to have
    // approved: what was decided is on record before it is acted upon.
    if (!progress.isOnRecord()) {
      progress.aboutToCarryOut(name);
      return Optional.of(clock.instant());
    }
    try {
      grants.carryOut(request, department, tally);
    } catch (BudgetRefused refused) {
      progress.beyondBudget(refused);
      return Optional.empty();
    }
    if (request.getSpec().type() != RequestType.END) {
      progress.withinBudget();
    }
    progress.carriedOut(name);
    return Optional.empty();
  }

  /** Nothing comes back by itself. */
  private static void gone(TenantRequest request, String name, Progress progress) {
    if (request.getSpec().type() == RequestType.END) {
      progress.ended(name);
    } else {
      progress.blocked(Reason.TENANT_DELETED, NextStep.tenantDeleted(request, name));
    }
  }

  private static boolean obstructed(
      TenantRequest request, String name, Tenant actual, boolean ours, Progress progress) {
    boolean isNew = request.getSpec().type() == RequestType.NEW;
    if (isNew && actual == null) {
      return false;
    }
    if (isNew && !ours && GrantedTenant.isMadeFrom(request, actual)) {
      progress.blocked(Reason.TENANT_MOVED, NextStep.tenantMoved(request, name, actual));
      return true;
    }
    if (!ours) {
      progress.blocked(
          isNew ? Reason.NAME_TAKEN : Reason.TENANT_NOT_FOUND,
          isNew ? NextStep.nameTaken(request, name) : NextStep.noSuchTenant(request, name));
      return true;
    }
    if (actual.getSpec().end() != null) {
      progress.blocked(Reason.TENANT_ENDING, NextStep.endsAnyway(request, name));
      return true;
    }
    return false;
  }

  /** A request speaks for the department in whose home namespace it lies, whatever it says. */
  private String department(TenantRequest request) throws Obstacle {
    String namespace = request.getMetadata().getNamespace();
    Namespace home = informers.of(Namespace.class).get(namespace);
    String department =
        home == null ? null : home.getMetadata().getLabels().get(Labels.DEPARTMENT_HOME);
    if (department == null) {
      throw new Obstacle(
          Reason.DEPARTMENT_NOT_FOUND,
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
    Reason reason = e instanceof Obstacle obstacle ? obstacle.reason() : Reason.FAILED;
    String message = e instanceof Obstacle ? e.getMessage() : Failure.message(e);
    progress.blocked(reason, NextStep.platform(message));
    return Failure.recorded(record(request, progress), context.getRetryInfo());
  }

  @Override
  public List<EventSource<?, TenantRequest>> prepareEventSources(
      EventSourceContext<TenantRequest> context) {
    return List.of(
        new InformedEvents<>(Approval.class, informers, this::decided),
        new InformedEvents<>(Tenant.class, informers, this::asking),
        new InformedEvents<>(Project.class, informers, this::ofProject),
        new InformedEvents<>(
            Cloud.class, informers, this::asksFor, TenantRequestReconciler::differ),
        new InformedEvents<>(
            Facility.class, informers, this::wouldBeIn, InformedEvents::specChanged),
        new InformedEvents<>(
            SharedComponent.class, informers, this::wouldBuild, InformedEvents::specChanged),
        new InformedEvents<>(Namespace.class, informers, this::inHome),
        new InformedEvents<>(
            Department.class, informers, this::atAndBelow, InformedEvents::specChanged),
        new InformedEvents<>(
            PolicyException.class,
            informers,
            exception -> in(exception.getMetadata().getNamespace())),
        PolicyChanges.inForce(TenantRequest.class, policies, informers),
        new BudgetChanges<>(informers, changed -> RequestBudget.waiting(informers)));
  }

  /** An exception that was decided on may lift a policy for any request beside it. */
  private Collection<ResourceID> decided(Approval approval) {
    String namespace = approval.getMetadata().getNamespace();
    String request = approval.getSpec().request();
    return request == null ? in(namespace) : List.of(new ResourceID(request, namespace));
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

  private Collection<ResourceID> asksFor(Cloud cloud) {
    return informers
        .of(TenantRequest.class)
        .by(Informers.BY_CLOUD, cloud.getMetadata().getName())
        .stream()
        .map(ResourceID::fromResource)
        .toList();
  }

  private Collection<ResourceID> wouldBeIn(Facility facility) {
    String name = facility.getMetadata().getName();
    return informers.of(TenantRequest.class).list().stream()
        .filter(
            request ->
                name.equals(request.getSpec().cloud())
                    || FacilityContext.isNetwork(facility, request.getSpec().dedicatedNetwork()))
        .map(ResourceID::fromResource)
        .toList();
  }

  private Collection<ResourceID> wouldBuild(SharedComponent component) {
    return informers.of(Project.class).list().stream()
        .filter(project -> LikeComponents.does(component, project))
        .flatMap(project -> ofProject(project).stream())
        .toList();
  }

  /** How many tenants and nodes a cloud has is no request's business. */
  private static boolean differ(Cloud before, Cloud after) {
    return InformedEvents.specChanged(before, after)
        || !Objects.equals(conditions(before), conditions(after));
  }

  private static List<Condition> conditions(Cloud cloud) {
    return cloud.getStatus() == null ? null : cloud.getStatus().conditions();
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
