package dev.yunzhi.operator.reconcile.project;

import dev.yunzhi.api.v1alpha1.Acceptance;
import dev.yunzhi.api.v1alpha1.Approval;
import dev.yunzhi.api.v1alpha1.Department;
import dev.yunzhi.api.v1alpha1.Project;
import dev.yunzhi.api.v1alpha1.ProjectSpec;
import dev.yunzhi.api.v1alpha1.ProjectStatus;
import dev.yunzhi.operator.approval.ProjectGates;
import dev.yunzhi.operator.cluster.InformedEvents;
import dev.yunzhi.operator.cluster.Informers;
import dev.yunzhi.operator.condition.ConditionType;
import dev.yunzhi.operator.condition.Reason;
import dev.yunzhi.operator.model.ProjectCost;
import dev.yunzhi.operator.model.ProjectRules;
import dev.yunzhi.operator.model.ProjectTerms;
import dev.yunzhi.operator.policy.Policies;
import dev.yunzhi.operator.policy.ProjectParameters;
import dev.yunzhi.operator.reconcile.Conditions;
import dev.yunzhi.operator.reconcile.NextLook;
import dev.yunzhi.operator.reconcile.PolicyChanges;
import dev.yunzhi.operator.reconcile.StatusPatch;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Says how far a project is, what a tenant request would still miss of it, and how its terms stand;
 * looks again at the very instant at which one of them stands otherwise.
 */
public final class ProjectReconciler implements Reconciler<Project> {

  private final Informers informers;
  private final Policies policies;
  private final ProjectEvents events;
  private final Duration resync;
  private final Clock clock;

  /**
   * @param policies whose parameters say how long terms are
   * @param resync the longest time between two looks
   */
  public ProjectReconciler(
      Informers informers, Policies policies, ProjectEvents events, Duration resync, Clock clock) {
    this.informers = informers;
    this.policies = policies;
    this.events = events;
    this.resync = resync;
    this.clock = clock;
  }

  @Override
  public UpdateControl<Project> reconcile(Project project, Context<Project> context) {
    var before = project.getStatus();
    var generation = project.getMetadata().getGeneration();
    var conditions = new Conditions(before == null ? null : before.conditions(), generation, clock);
    String department = project.getSpec().department();
    List<String> missing = missing(project.getSpec());
    if (informers.of(Department.class).get(department) == null) {
      conditions.isFalse(
          ConditionType.PROJECT_COMPLETE,
          Reason.DEPARTMENT_NOT_FOUND,
          "spec.department names %s, which does not exist; create that Department."
              .formatted(department));
    } else if (!missing.isEmpty()) {
      conditions.isFalse(
          ConditionType.PROJECT_COMPLETE,
          Reason.INCOMPLETE,
          "Missing: %s. Policy GOV-003 refuses tenant requests of the project until they are there."
              .formatted(String.join(", ", missing)));
    } else {
      conditions.isTrue(
          ConditionType.PROJECT_COMPLETE,
          Reason.COMPLETE,
          "All that a tenant request needs of the project is there.");
    }
    return record(project, conditions);
  }

  private UpdateControl<Project> record(Project project, Conditions conditions) {
    Instant now = clock.instant();
    ProjectSpec spec = project.getSpec();
    ProjectRules rules = ProjectParameters.of(policies.catalogue());
    ProjectGates gates =
        ProjectGates.of(
            project,
            informers.of(Approval.class).by(Informers.BY_PROJECT, project.getMetadata().getName()),
            rules.panel());
    Acceptance acceptance = gates.acceptance(spec);
    ProjectTerms terms =
        ProjectTerms.of(
            spec.completedOn(),
            acceptance == null ? null : acceptance.date(),
            spec.evaluation() == null ? null : spec.evaluation().date(),
            rules);
    GateCondition.add(conditions, project, gates);
    TermConditions.add(
        conditions, terms, acceptance == null ? null : "on " + acceptance.date(), now);
    ChangesCondition.add(
        conditions, ProjectCost.of(spec, gates.approvedTotals()), rules.changePercent());
    var status =
        new ProjectStatus(
            project.getMetadata().getGeneration(),
            gates.phase(spec),
            gates.gates(),
            gates.approvedTotals().isEmpty() ? null : List.copyOf(gates.approvedTotals()),
            terms.acceptance() == null ? null : terms.acceptance().last().toString(),
            terms.accepted() ? terms.evaluationFrom().toString() : null,
            terms.accepted() ? terms.evaluation().last().toString() : null,
            conditions.list());
    UpdateControl<Project> update = StatusPatch.of(project, new Project(), status);
    events.transition(project, status);
    return NextLook.at(terms.next(now), now, resync, update);
  }

  private static List<String> missing(ProjectSpec spec) {
    var missing = new ArrayList<String>();
    if (spec.approvalNumber() == null) {
      missing.add("spec.approvalNumber (立项批复文号)");
    }
    if (spec.fundSource() == null) {
      missing.add("spec.fundSource (资金来源)");
    }
    if (spec.planYear() == null) {
      missing.add("spec.planYear (计划年度)");
    }
    if (spec.expertReview() == null) {
      missing.add("spec.expertReview (专家评审)");
    }
    return missing;
  }

  @Override
  public List<EventSource<?, Project>> prepareEventSources(EventSourceContext<Project> context) {
    return List.of(
        PolicyChanges.inForce(Project.class, policies, informers),
        new InformedEvents<>(Department.class, informers, this::of, InformedEvents::specChanged),
        new InformedEvents<>(
            Approval.class, informers, ProjectReconciler::decidedOn, InformedEvents::specChanged));
  }

  private static Collection<ResourceID> decidedOn(Approval approval) {
    String project = approval.getSpec().project();
    return project == null ? List.of() : List.of(new ResourceID(project));
  }

  private Collection<ResourceID> of(Department department) {
    return informers.of(Project.class).list().stream()
        .filter(p -> p.getSpec().department().equals(department.getMetadata().getName()))
        .map(ResourceID::fromResource)
        .toList();
  }
}
