package dev.yunzhi.operator.reconcile.reform;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.yunzhi.api.v1alpha1.Department;
import dev.yunzhi.api.v1alpha1.Facility;
import dev.yunzhi.api.v1alpha1.Project;
import dev.yunzhi.api.v1alpha1.ReformStep;
import dev.yunzhi.api.v1alpha1.SharedComponent;
import dev.yunzhi.api.v1alpha1.Tenant;
import dev.yunzhi.api.v1alpha1.Yunzhi;
import dev.yunzhi.operator.budget.Amounts;
import dev.yunzhi.operator.budget.BudgetRefused;
import dev.yunzhi.operator.cluster.Applier;
import dev.yunzhi.operator.cluster.LiveReader;
import dev.yunzhi.operator.condition.Reason;
import dev.yunzhi.operator.reconcile.Obstacle;
import dev.yunzhi.operator.reconcile.TreeLock;
import dev.yunzhi.operator.reconcile.budget.ReformBudget;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.net.HttpURLConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Takes single steps of a reform, in either direction. A step that was taken already is taken for
 * done, so that each may be called again after a crash.
 */
public final class ReformRun {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** As many as a Tenant can hold. */
  private static final int MAX_FORMER = 10;

  /** After so many, others are let come first: the reconciliation is tried again later. */
  private static final int LOOKS = 10;

  private static final PatchContext MERGE =
      new PatchContext.Builder()
          .withPatchType(PatchType.JSON_MERGE)
          .withFieldManager(Yunzhi.REFORM_FIELD_MANAGER)
          .build();

  private final KubernetesClient client;
  private final LiveReader live;
  private final Applier applier;
  private final ReformBudget budget;
  private final TreeLock tree;

  public ReformRun(
      KubernetesClient client,
      LiveReader live,
      Applier applier,
      ReformBudget budget,
      TreeLock tree) {
    this.client = client;
    this.live = live;
    this.applier = applier;
    this.budget = budget;
    this.tree = tree;
  }

  /**
   * Takes one step; when somebody changes the object between the look and the write, it looks
   * again.
   *
   * @param reform name of the reform, for those who read what it left behind
   * @throws Obstacle when it cannot be taken now; nothing was changed then
   */
  void take(ReformStep step, String reform) throws Obstacle {
    for (int look = 1; ; look++) {
      try {
        tree.moving(() -> takeAlone(step, reform));
        return;
      } catch (KubernetesClientException e) {
        if (e.getCode() != HttpURLConnection.HTTP_CONFLICT || look == LOOKS) {
          throw e;
        }
      }
    }
  }

  private void takeAlone(ReformStep step, String reform) throws Obstacle {
    switch (step.change()) {
      case SET_BUDGET -> setBudget(step);
      case MOVE_DEPARTMENT -> moveDepartment(step);
      case MOVE_PROJECT -> move(Project.class, step, p -> p.getSpec().department(), "department");
      case MOVE_TENANT -> moveTenant(step);
      case MOVE_FACILITY -> move(Facility.class, step, f -> f.getSpec().department(), "department");
      case MOVE_SHARED_COMPONENT ->
          move(SharedComponent.class, step, c -> c.getSpec().provider(), "provider");
      case HALT -> halt(step.name(), haltReason(reform));
    }
  }

  /** Takes a step back. */
  void takeBack(ReformStep step, String reform) throws Obstacle {
    if (step.change() == ReformStep.Change.HALT) {
      resume(step.name(), haltReason(reform));
    } else {
      take(step.reversed(), reform);
    }
  }

  private void setBudget(ReformStep step) throws Obstacle {
    Department department = require(Department.class, step.name());
    Amounts now = Amounts.of(department.getSpec().budget());
    Amounts after = Amounts.of(step.after());
    if (!now.equals(after)) {
      if (!now.equals(Amounts.of(step.before()))) {
        throw changed("Department %s has another budget than before".formatted(step.name()));
      }
      patch(
          department,
          spec -> spec.set("budget", replaced(department.getSpec().budget(), step.after())));
    }
    // What is raised has to be in force before anything that needs it moves.
    if (after.cover(Amounts.of(step.before())) && !budget.granted(step.name(), after)) {
      throw new Obstacle(
          Reason.AWAITING_BUDGET,
          "Waiting until Department %s is granted its budget; see its condition BudgetGranted."
              .formatted(step.name()));
    }
  }

  /** A merge patch leaves what it does not name, and takes away what it names null. */
  private static ObjectNode replaced(Map<String, Quantity> now, Map<String, Quantity> after) {
    if (after == null || after.isEmpty()) {
      return null;
    }
    ObjectNode budget = JSON.createObjectNode();
    if (now != null) {
      now.keySet().forEach(budget::putNull);
    }
    after.forEach((resource, quantity) -> budget.put(resource, quantity.toString()));
    return budget;
  }

  private void moveDepartment(ReformStep step) throws Obstacle {
    Department department = require(Department.class, step.name());
    String at = department.getSpec().parent();
    requirePlace("Department " + step.name(), at, step);
    List<String> from = path(step.from());
    List<String> to = path(step.to());
    charged(
        () ->
            budget.moveDepartment(
                step.name(),
                from,
                to,
                () -> {
                  if (!step.to().equals(at)) {
                    patch(department, spec -> spec.put("parent", step.to()));
                  }
                }));
  }

  /** Gives what no budget is charged for to another department. */
  private <T extends HasMetadata> void move(
      Class<T> kind, ReformStep step, Function<T, String> owner, String field) throws Obstacle {
    T object = require(kind, step.name());
    String at = owner.apply(object);
    requirePlace(kind.getSimpleName() + " " + step.name(), at, step);
    if (!step.to().equals(at)) {
      patch(object, spec -> spec.put(field, step.to()));
    }
  }

  private void moveTenant(ReformStep step) throws Obstacle {
    Tenant tenant = require(Tenant.class, step.name());
    String at = tenant.getSpec().department();
    requirePlace("Tenant " + step.name(), at, step);
    List<String> from = path(step.from());
    List<String> to = path(step.to());
    charged(
        () ->
            budget.moveTenant(
                step.name(),
                from,
                to,
                () -> {
                  if (!step.to().equals(at)) {
                    patch(
                        tenant,
                        spec ->
                            spec.put("department", step.to())
                                .set("formerDepartments", former(tenant)));
                  }
                }));
  }

  /** Its namespaces still say that they belong to the department that it leaves. */
  private static ArrayNode former(Tenant tenant) {
    var former = new ArrayList<String>();
    if (tenant.getSpec().formerDepartments() != null) {
      former.addAll(tenant.getSpec().formerDepartments());
    }
    former.remove(tenant.getSpec().department());
    former.add(tenant.getSpec().department());
    return JSON.valueToTree(former.subList(Math.max(0, former.size() - MAX_FORMER), former.size()));
  }

  private void halt(String name, String reason) throws Obstacle {
    Department department = require(Department.class, name);
    if (department.getSpec().halt() == null) {
      patch(department, spec -> spec.putObject("halt").put("reason", reason));
    }
  }

  private void resume(String name, String reason) throws Obstacle {
    Department department = require(Department.class, name);
    var halt = department.getSpec().halt();
    if (halt != null && halt.reason().equals(reason)) {
      patch(department, spec -> spec.putNull("halt"));
    }
  }

  private static String haltReason(String reform) {
    return "机构改革 %s：本部门已并入其他部门 / merged into another department by Reform %s"
        .formatted(reform, reform);
  }

  private static void requirePlace(String what, String at, ReformStep step) throws Obstacle {
    if (!step.from().equals(at) && !step.to().equals(at)) {
      throw changed(
          "%s is at Department %s, neither at %s nor at %s"
              .formatted(what, at, step.from(), step.to()));
    }
  }

  private static Obstacle changed(String what) {
    return new Obstacle(
        Reason.CHANGED_SINCE,
        "%s: somebody changed it since the preview. Put it back, and the reform goes on by itself; or set spec.action to Undo."
            .formatted(what));
  }

  private <T extends HasMetadata> T require(Class<T> kind, String name) throws Obstacle {
    T object = live.get(kind, null, name);
    if (object == null) {
      throw changed("%s %s does not exist".formatted(kind.getSimpleName(), name));
    }
    return object;
  }

  /** The department first, the root last. */
  private List<String> path(String department) throws Obstacle {
    var path = new ArrayList<String>();
    for (String at = department; at != null && !path.contains(at); ) {
      path.add(at);
      at = require(Department.class, at).getSpec().parent();
    }
    return path;
  }

  private interface Charged {
    void run() throws BudgetRefused;
  }

  private static void charged(Charged move) throws Obstacle {
    try {
      move.run();
    } catch (BudgetRefused refused) {
      throw new Obstacle(Reason.AWAITING_BUDGET, refused.getMessage());
    }
  }

  private interface Edit {
    void of(ObjectNode spec);
  }

  /** Takes the place of the version that was looked at, and of no other. */
  @SuppressWarnings("unchecked")
  private <T extends HasMetadata> void patch(T object, Edit edit) {
    ObjectNode patch = JSON.createObjectNode();
    patch.putObject("metadata").put("resourceVersion", object.getMetadata().getResourceVersion());
    edit.of(patch.putObject("spec"));
    applier.wrote(
        client
            .resources((Class<T>) object.getClass())
            .withName(object.getMetadata().getName())
            .patch(MERGE, patch.toString()));
  }
}
