package dev.yunzhi.operator.reconcile.department;

import dev.yunzhi.api.v1alpha1.Department;
import dev.yunzhi.operator.cluster.Applier;
import dev.yunzhi.operator.cluster.Informers;
import dev.yunzhi.operator.model.TreeBindings;
import io.javaoperatorsdk.operator.api.reconciler.Context;

/** Keeps the bindings that let administrators and members of departments at the tree. */
final class TreeAccess {

  private final Informers informers;
  private final Applier applier;

  TreeAccess(Informers informers, Applier applier) {
    this.informers = informers;
    this.applier = applier;
  }

  /** One at a time: of two writers, the one that saw less could come last. */
  synchronized void apply(Context<Department> context) {
    applier.apply(TreeBindings.of(informers.of(Department.class).list()), context);
  }
}
