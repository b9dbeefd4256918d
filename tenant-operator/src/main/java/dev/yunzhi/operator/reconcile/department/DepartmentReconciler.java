package dev.yunzhi.operator.reconcile.department;

import dev.yunzhi.api.v1alpha1.Department;
import dev.yunzhi.api.v1alpha1.DepartmentStatus;
import dev.yunzhi.api.v1alpha1.EffectiveBounds;
import dev.yunzhi.api.v1alpha1.Labels;
import dev.yunzhi.operator.cluster.Applier;
import dev.yunzhi.operator.cluster.InformedEvents;
import dev.yunzhi.operator.cluster.Informers;
import dev.yunzhi.operator.condition.ConditionType;
import dev.yunzhi.operator.condition.Reason;
import dev.yunzhi.operator.model.BoundsInForce;
import dev.yunzhi.operator.model.HomeNamespace;
import dev.yunzhi.operator.model.Lineage;
import dev.yunzhi.operator.reconcile.Conditions;
import dev.yunzhi.operator.reconcile.Failure;
import dev.yunzhi.operator.reconcile.Halting;
import dev.yunzhi.operator.reconcile.NamespaceOwnership;
import dev.yunzhi.operator.reconcile.Obstacle;
import dev.yunzhi.operator.reconcile.StatusPatch;
import dev.yunzhi.operator.reconcile.Subtree;
import dev.yunzhi.operator.reconcile.TreeLock;
import dev.yunzhi.operator.reconcile.budget.BudgetChanges;
import dev.yunzhi.operator.reconcile.budget.DepartmentBudget;
import dev.yunzhi.operator.reconcile.budget.HolderChanges;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ErrorStatusUpdateControl;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.time.Clock;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Gives a department of an orderly tree its home namespace and roles. */
public final class DepartmentReconciler implements Reconciler<Department> {

  private final Informers informers;
  private final Applier applier;
  private final NamespaceOwnership ownership;
  private final TreeAccess access;
  private final DepartmentBudget budget;
  private final TreeLock tree;
  private final Clock clock;

  public DepartmentReconciler(
      Informers informers,
      Applier applier,
      NamespaceOwnership ownership,
      DepartmentBudget budget,
      TreeLock tree,
      Clock clock) {
    this.informers = informers;
    this.applier = applier;
    this.ownership = ownership;
    this.access = new TreeAccess(informers, applier);
    this.budget = budget;
    this.tree = tree;
    this.clock = clock;
  }

  @Override
  public UpdateControl<Department> reconcile(Department department, Context<Department> context) {
    try {
      Lineage lineage = lineage(department);
      requireOwnCode(department);
      HomeNamespace home = HomeNamespace.of(department, parent(department), lineage);
      ownership.requireHome(home.namespace());
      applier.apply(List.of(home.namespace()), context);
      applier.apply(home.bindings(), context);
      access.apply(context);
      String name = home.namespace().getMetadata().getName();
      Conditions conditions =
          conditions(department)
              .isTrue(
                  ConditionType.DEPARTMENT_READY,
                  Reason.READY,
                  "Home namespace %s and its roles are in place.".formatted(name));
      Halting.tell(lineage, conditions, ConditionType.DEPARTMENT_HALTED);
      settle(department, conditions);
      return record(
          department,
          name,
          lineage.codes(),
          BoundsInForce.of(lineage.path()).asStatus(),
          conditions);
    } catch (Obstacle obstacle) {
      return record(department, obstacle.reason(), obstacle.getMessage());
    }
  }

  /**
   * By where it is now: what woke us may be older than a reform that has moved it since, and its
   * charge would go back to where it came from.
   */
  private void settle(Department department, Conditions conditions) throws Obstacle {
    tree.charging(
        () -> {
          Department latest = latest(department);
          budget.settle(latest, lineage(latest), conditions);
        });
  }

  private Department latest(Department department) {
    Department latest = informers.of(Department.class).get(department.getMetadata().getName());
    return latest == null ? department : latest;
  }

  /** Not null where there is one to be: the lineage passes it. */
  private Department parent(Department department) {
    String parent = department.getSpec().parent();
    return parent == null ? null : informers.of(Department.class).get(parent);
  }

  private Lineage lineage(Department department) throws Obstacle {
    try {
      return Lineage.of(department, informers.of(Department.class)::get);
    } catch (Lineage.Broken broken) {
      throw new Obstacle(
          switch (broken.fault()) {
            case PARENT_NOT_FOUND -> Reason.PARENT_NOT_FOUND;
            case LEVEL_NOT_BELOW_PARENT -> Reason.LEVEL_NOT_BELOW_PARENT;
            case CYCLE -> Reason.CYCLE;
          },
          broken.getMessage());
    }
  }

  /** Of several departments with one code the oldest has it. */
  private void requireOwnCode(Department department) throws Obstacle {
    var first =
        informers.of(Department.class).by(Informers.BY_CODE, department.getSpec().code()).stream()
            .map(HasMetadata::getMetadata)
            .min(
                Comparator.comparing(ObjectMeta::getCreationTimestamp)
                    .thenComparing(ObjectMeta::getName));
    if (first.isPresent() && !first.get().getName().equals(department.getMetadata().getName())) {
      throw new Obstacle(
          Reason.CODE_TAKEN,
          "spec.code %s belongs to Department %s already; delete this object and create it with its own code."
              .formatted(department.getSpec().code(), first.get().getName()));
    }
  }

  private Conditions conditions(Department department) {
    var status = department.getStatus();
    return new Conditions(
        status == null ? null : status.conditions(),
        department.getMetadata().getGeneration(),
        clock);
  }

  private UpdateControl<Department> record(Department department, Reason reason, String message) {
    var before = department.getStatus();
    return record(
        department,
        before == null ? null : before.namespace(),
        before == null ? null : before.path(),
        before == null ? null : before.effective(),
        conditions(department).isFalse(ConditionType.DEPARTMENT_READY, reason, message));
  }

  private UpdateControl<Department> record(
      Department department,
      String namespace,
      List<String> path,
      EffectiveBounds effective,
      Conditions conditions) {
    var before = department.getStatus();
    return StatusPatch.of(
        department,
        before == null ? null : before.withoutBudget(),
        new Department(),
        new DepartmentStatus(
            department.getMetadata().getGeneration(),
            namespace,
            path,
            effective,
            null,
            null,
            conditions.list()));
  }

  @Override
  public ErrorStatusUpdateControl<Department> updateErrorStatus(
      Department department, Context<Department> context, Exception e) {
    return Failure.recorded(
        record(department, Reason.FAILED, Failure.message(e)), context.getRetryInfo());
  }

  @Override
  public List<EventSource<?, Department>> prepareEventSources(
      EventSourceContext<Department> context) {
    return List.of(
        new InformedEvents<>(
            Department.class, informers, this::affected, InformedEvents::specChanged),
        new InformedEvents<>(Namespace.class, informers, DepartmentReconciler::home),
        new InformedEvents<>(RoleBinding.class, informers, DepartmentReconciler::home),
        new InformedEvents<>(ClusterRoleBinding.class, informers, binding -> anyOfTheRoots()),
        new BudgetChanges<>(informers, changed -> budget.waiting()),
        new HolderChanges(informers, budget));
  }

  /**
   * Itself and those below it, those that claim the same code, and its parent, which is there still
   * to take its administrators' rights back when it is deleted.
   */
  private Collection<ResourceID> affected(Department changed) {
    var names = Subtree.of(changed.getMetadata().getName(), informers);
    if (changed.getSpec().parent() != null) {
      names.add(changed.getSpec().parent());
    }
    informers.of(Department.class).by(Informers.BY_CODE, changed.getSpec().code()).stream()
        .map(d -> d.getMetadata().getName())
        .forEach(names::add);
    return names.stream().map(ResourceID::new).toList();
  }

  /** What is kept for all departments together, any one of them mends. */
  private Collection<ResourceID> anyOfTheRoots() {
    return informers.of(Department.class).list().stream()
        .filter(d -> d.getSpec().parent() == null)
        .limit(1)
        .map(ResourceID::fromResource)
        .toList();
  }

  private static Collection<ResourceID> home(HasMetadata object) {
    String department = object.getMetadata().getLabels().get(Labels.DEPARTMENT_HOME);
    return department == null ? List.of() : List.of(new ResourceID(department));
  }
}
