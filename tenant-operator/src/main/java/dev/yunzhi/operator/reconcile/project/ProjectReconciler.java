package dev.yunzhi.operator.reconcile.project;

import dev.yunzhi.api.v1alpha1.Department;
import dev.yunzhi.api.v1alpha1.Project;
import dev.yunzhi.api.v1alpha1.ProjectSpec;
import dev.yunzhi.api.v1alpha1.ProjectStatus;
import dev.yunzhi.operator.cluster.InformedEvents;
import dev.yunzhi.operator.cluster.Informers;
import dev.yunzhi.operator.condition.ConditionType;
import dev.yunzhi.operator.condition.Reason;
import dev.yunzhi.operator.reconcile.Conditions;
import dev.yunzhi.operator.reconcile.StatusPatch;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Says how far a project is and what a tenant request would still miss of it. */
public final class ProjectReconciler implements Reconciler<Project> {

  private final Informers informers;
  private final Clock clock;

  public ProjectReconciler(Informers informers, Clock clock) {
    this.informers = informers;
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
    return StatusPatch.of(
        project,
        new Project(),
        new ProjectStatus(generation, phase(project.getSpec()), conditions.list()));
  }

  private static String phase(ProjectSpec spec) {
    if (spec.acceptance() != null) {
      return "Accepted";
    }
    return spec.approvalNumber() != null ? "Approved" : "Planned";
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
        new InformedEvents<>(Department.class, informers, this::of, InformedEvents::specChanged));
  }

  private Collection<ResourceID> of(Department department) {
    return informers.of(Project.class).list().stream()
        .filter(p -> p.getSpec().department().equals(department.getMetadata().getName()))
        .map(ResourceID::fromResource)
        .toList();
  }
}
