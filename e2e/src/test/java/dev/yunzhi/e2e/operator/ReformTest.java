package dev.yunzhi.e2e.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.yunzhi.api.v1alpha1.Department;
import dev.yunzhi.api.v1alpha1.Facility;
import dev.yunzhi.api.v1alpha1.Labels;
import dev.yunzhi.api.v1alpha1.Project;
import dev.yunzhi.api.v1alpha1.Reform;
import dev.yunzhi.api.v1alpha1.ReformPhase;
import dev.yunzhi.api.v1alpha1.ReformStep;
import dev.yunzhi.api.v1alpha1.ReformStep.Change;
import dev.yunzhi.api.v1alpha1.RequestPhase;
import dev.yunzhi.api.v1alpha1.SharedComponent;
import dev.yunzhi.api.v1alpha1.Tenant;
import dev.yunzhi.api.v1alpha1.TenantRequest;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Departments, projects and tenants change hands, and come back, with the rights of the chart. */
@OnOperatorEstate
class ReformTest {

  private static final String OF_SMALL =
      """
      apiVersion: yunzhi.dev/v1alpha1
      kind: Facility
      metadata: {name: r-room}
      spec: {displayName: 机房, type: MachineRoom, department: r-small}
      ---
      apiVersion: yunzhi.dev/v1alpha1
      kind: SharedComponent
      metadata: {name: r-maps}
      spec: {displayName: 地图, category: 地理信息, provider: r-small, protectionLevel: 2}
      """;

  private final OperatorEstate estate;

  ReformTest(OperatorEstate estate) {
    this.estate = estate;
  }

  @Test
  @Provokes({
    "Reform Ready=True Previewed",
    "Reform Ready=False Moving",
    "Reform Ready=True Done",
    "Reform Ready=False InForce",
    "Reform Ready=True Undone",
    "Reform event ReformPreviewed",
    "Reform event ReformRunning",
    "Reform event ReformDone",
    "Reform event ReformUndoing",
    "Reform event ReformUndone"
  })
  void aMoveIsShownThenRunThenTakenBackWithItsBudget() {
    department("r-from", "City", "960100", "root", "{cpu: '10'}");
    department("r-to", "City", "960200", "root", "{cpu: '10'}");
    department("r-shire", "County", "960101", "r-from", null);
    tenant("r-tenant", "r-shire", "4");
    assertThat(charged("r-from", "Tenant/r-tenant")).isEqualTo("4");

    reform("r-move", "Preview", "moves: [{kind: Department, name: r-shire, to: r-to}]");
    Reform shown = awaitPhase("r-move", ReformPhase.PREVIEWED);
    assertThat(shown.getStatus().steps())
        .containsExactly(ReformStep.move(Change.MOVE_DEPARTMENT, "r-shire", "r-from", "r-to"));
    assertThat(shown.getStatus().obstacles()).isNull();
    assertThat(parent("r-shire")).isEqualTo("r-from");

    act("r-move", "Run");
    awaitPhase("r-move", ReformPhase.DONE);
    assertThat(parent("r-shire")).isEqualTo("r-to");
    assertThat(charged("r-to", "Tenant/r-tenant")).isEqualTo("4");
    awaitCharged("r-from", "Tenant/r-tenant", null);
    awaitLabel("r-tenant-web", Labels.ANCESTOR_PREFIX + "960200", "City");
    awaitLabel("r-tenant-web", Labels.ANCESTOR_PREFIX + "960100", null);

    act("r-move", "Preview");
    assertThat(awaitReady("r-move", "False", "InForce").getMessage()).contains("1 of 1 steps");
    act("r-move", "Undo");
    awaitPhase("r-move", ReformPhase.UNDONE);
    assertThat(parent("r-shire")).isEqualTo("r-from");
    assertThat(charged("r-from", "Tenant/r-tenant")).isEqualTo("4");
    awaitCharged("r-to", "Tenant/r-tenant", null);
    awaitLabel("r-tenant-web", Labels.ANCESTOR_PREFIX + "960100", "City");
  }

  @Test
  @Provokes({"Reform Ready=False AwaitingBudget"})
  void aMergeTakesAllAlongAndHaltsWhatIsLeft() {
    department("r-big", "City", "960300", "root", "{cpu: '10'}");
    department("r-small", "City", "960400", "root", "{cpu: '6'}");
    department("r-village", "Township", "960401", "r-small", "{cpu: '2'}");
    estate.apply(Objects.project("r-project", "r-small"));
    estate.apply(OF_SMALL);
    String request = granted("r-request", "r-project", "r-small");
    estate.apply(Objects.deployment("r-request-web", 0));

    reform("r-merge", "Preview", "merges: [{from: r-small, into: r-big}]");
    assertThat(awaitPhase("r-merge", ReformPhase.PREVIEWED).getStatus().steps())
        .extracting(ReformStep::change)
        .containsExactly(
            Change.SET_BUDGET,
            Change.MOVE_PROJECT,
            Change.MOVE_DEPARTMENT,
            Change.MOVE_TENANT,
            Change.MOVE_FACILITY,
            Change.MOVE_SHARED_COMPONENT,
            Change.HALT,
            Change.SET_BUDGET);
    act("r-merge", "Run");
    awaitPhase("r-merge", ReformPhase.DONE);

    assertThat(budget("r-big")).isEqualTo("16");
    assertThat(charged("r-big", "Tenant/r-request")).isEqualTo("3");
    assertThat(charged("r-big", "Department/r-village")).isEqualTo("2");
    assertThat(parent("r-village")).isEqualTo("r-big");
    assertThat(estate.get(Project.class, "r-project").getSpec().department()).isEqualTo("r-big");
    assertThat(estate.get(Tenant.class, "r-request").getSpec().department()).isEqualTo("r-big");
    assertThat(estate.get(Facility.class, "r-room").getSpec().department()).isEqualTo("r-big");
    assertThat(estate.get(SharedComponent.class, "r-maps").getSpec().provider()).isEqualTo("r-big");
    assertThat(estate.get(Department.class, "r-small").getSpec().halt().reason())
        .contains("Reform r-merge");
    awaitLabel("r-request-web", Labels.DEPARTMENT, "r-big");
    estate.awaitReady(Tenant.class, "r-request", t -> t.getStatus().conditions());
    await()
        .atMost(OperatorEstate.LIMIT)
        .until(
            () ->
                estate.get(Department.class, "r-small").getStatus().budget() == null
                    || estate
                        .get(Department.class, "r-small")
                        .getStatus()
                        .budget()
                        .granted()
                        .isEmpty());
    assertThat(deploymentGeneration("r-request-web")).isEqualTo(1);

    estate.apply(request.replace("purpose: 测试", "purpose: 再次"));
    assertThat(awaitRequest("r-request", "r-small", RequestPhase.BLOCKED).getStatus().nextStep())
        .contains("Department r-small is halted")
        .contains("Reform r-merge");

    act("r-merge", "Undo");
    awaitPhase("r-merge", ReformPhase.UNDONE);
    assertThat(budget("r-big")).isEqualTo("10");
    assertThat(budget("r-small")).isEqualTo("6");
    assertThat(charged("r-small", "Tenant/r-request")).isEqualTo("3");
    assertThat(estate.get(Department.class, "r-small").getSpec().halt()).isNull();
    assertThat(estate.get(Tenant.class, "r-request").getSpec().department()).isEqualTo("r-small");
    assertThat(estate.get(Facility.class, "r-room").getSpec().department()).isEqualTo("r-small");
    assertThat(estate.get(SharedComponent.class, "r-maps").getSpec().provider())
        .isEqualTo("r-small");
    awaitLabel("r-request-web", Labels.DEPARTMENT, "r-small");
    assertThat(deploymentGeneration("r-request-web")).isEqualTo(1);
  }

  @Test
  @Provokes({"TenantRequest Ready=False TenantMoved"})
  void aDepartmentIsSplitByMovingAProjectWithItsTenant() {
    department("r-whole", "City", "960800", "root", null);
    department("r-part", "City", "960900", "root", null);
    estate.apply(Objects.project("r-portal", "r-whole"));
    String request = granted("r-asked", "r-portal", "r-whole");

    assertThat(refused("r-parted", "moves: [{kind: Tenant, name: r-asked, to: r-part}]"))
        .contains("its Project r-portal at Department r-whole; move both");
    reform(
        "r-split",
        "Preview",
        "moves: [{kind: Tenant, name: r-asked, to: r-part}, {kind: Project, name: r-portal, to: r-part}]");
    awaitPhase("r-split", ReformPhase.PREVIEWED);
    act("r-split", "Run");
    awaitPhase("r-split", ReformPhase.DONE);
    awaitLabel("r-asked-web", Labels.DEPARTMENT, "r-part");
    assertThat(estate.get(Tenant.class, "r-asked").getSpec().formerDepartments())
        .containsExactly("r-whole");

    estate.apply(request.replace("purpose: 测试", "purpose: 再次"));
    TenantRequest blocked = awaitRequest("r-asked", "r-whole", RequestPhase.BLOCKED);
    assertThat(
            Objects.has(blocked, blocked.getStatus().conditions(), "Ready", "False", "TenantMoved"))
        .isTrue();
    assertThat(blocked.getStatus().nextStep()).contains("in dept-r-part");
  }

  @Test
  @Provokes({
    "Reform Ready=False Obstructed",
    "Reform Ready=False NotPreviewed",
    "Reform event ReformRefused"
  })
  void whatCannotBeDoneIsSaidBeforeAnythingMoves() {
    department("r-poor", "City", "960500", "root", "{cpu: '1'}");
    department("r-rich", "City", "960600", "root", "{cpu: '9'}");
    department("r-strict", "City", "960700", "root", null, "bounds: {registries: [harbor.gov]}");
    department("r-heavy", "County", "960601", "r-rich", null);
    department("r-wide", "County", "960602", "r-rich", null, "bounds: {registries: [docker.io]}");
    tenant("r-weight", "r-heavy", "5");

    assertThat(refused("r-no-1", "moves: [{kind: Department, name: r-heavy, to: r-poor}]"))
        .contains("The budget of Department r-poor lacks 4 of requests.cpu");
    assertThat(refused("r-no-2", "moves: [{kind: Department, name: r-rich, to: r-heavy}]"))
        .contains("Department r-rich cannot go below r-heavy");
    assertThat(refused("r-no-3", "moves: [{kind: Department, name: r-wide, to: r-strict}]"))
        .contains("allows docker.io, which Department r-strict does not");
    assertThat(refused("r-no-4", "moves: [{kind: Tenant, name: r-nobody, to: r-strict}]"))
        .contains("Tenant r-nobody does not exist");
    assertThat(refused("r-no-5", "merges: [{from: root, into: r-rich}]")).isNotEmpty();
    assertThat(parent("r-heavy")).isEqualTo("r-rich");

    reform("r-hasty", "Run", "moves: [{kind: Department, name: r-wide, to: r-poor}]");
    awaitReady("r-hasty", "False", "NotPreviewed");
    assertThat(parent("r-wide")).isEqualTo("r-rich");
    department("r-poor", "City", "960500", "root", "{cpu: '6'}");
    awaitPhase("r-no-1", ReformPhase.PREVIEWED);
  }

  @Test
  @Provokes({"Reform Ready=False Failed", "Reform Ready=False ChangedSince"})
  void whatIsHeldUpInTheMiddleSaysWhyAndGoesOnOrBack() {
    department("r-left", "City", "961100", "root", null);
    department("r-right", "City", "961200", "root", null);
    department("r-one", "County", "961101", "r-left", null);
    department("r-two", "County", "961102", "r-left", null);
    reform(
        "r-half",
        "Preview",
        "moves: [{kind: Department, name: r-one, to: r-right}, {kind: Department, name: r-two, to: r-right}]");
    awaitPhase("r-half", ReformPhase.PREVIEWED);
    estate.apply(NOBODY_TOUCHES_R_TWO);
    awaitGuarded(true);

    act("r-half", "Run");
    assertThat(awaitReady("r-half", "False", "Failed").getMessage())
        .contains("Step 2")
        .contains("r-two stays");
    assertThat(parent("r-one")).isEqualTo("r-right");
    assertThat(estate.cluster().kubectl("delete", "reform", "r-half").stderr())
        .contains("Reform r-half is under way");

    estate
        .cluster()
        .kubectl("delete", "validatingadmissionpolicybinding,validatingadmissionpolicy", "r-two")
        .orThrow();
    awaitGuarded(false);
    department("r-two", "County", "961102", "root", null);
    awaitReady("r-half", "False", "ChangedSince");
    act("r-half", "Undo");
    awaitPhase("r-half", ReformPhase.UNDONE);
    assertThat(parent("r-one")).isEqualTo("r-left");
    assertThat(parent("r-two")).isEqualTo("root");
    estate.cluster().kubectl("delete", "reform", "r-half").orThrow();
  }

  @Test
  void aRunGoesOnAfterTheOperatorWasKilled() {
    department("r-old", "City", "961300", "root", "{cpu: '30'}");
    department("r-new", "City", "961400", "root", "{cpu: '30'}");
    reform("r-killed", "Preview", counties("r-k", 961301, 12, "r-old", "2", "r-new"));
    awaitPhase("r-killed", ReformPhase.PREVIEWED);

    act("r-killed", "Run");
    await().atMost(OperatorEstate.LIMIT).until(() -> "r-new".equals(parent("r-k1")));
    estate.killOperator();
    estate.startOperator();

    awaitPhase("r-killed", ReformPhase.DONE);
    for (int i = 0; i < 12; i++) {
      assertThat(parent("r-k" + i)).isEqualTo("r-new");
      assertThat(charged("r-new", "Department/r-k" + i)).isEqualTo("2");
      awaitCharged("r-old", "Department/r-k" + i, null);
    }
  }

  /** Reconciliations that began before a move must not charge it where it was. */
  @Test
  void whatIsLookedAtWhileItMovesIsChargedWhereItIsThen() {
    department("r-east", "City", "961600", "root", "{cpu: '9'}");
    department("r-west", "City", "961700", "root", "{cpu: '9'}");
    reform("r-busy", "Preview", counties("r-b", 961601, 6, "r-east", "1", "r-west"));
    awaitPhase("r-busy", ReformPhase.PREVIEWED);
    try (var busy = new Renaming(estate, "r-b", 6)) {
      act("r-busy", "Run");
      awaitPhase("r-busy", ReformPhase.DONE);
      assertCharged("r-west");
      act("r-busy", "Undo");
      awaitPhase("r-busy", ReformPhase.UNDONE);
      assertCharged("r-east");
    }
  }

  private void assertCharged(String department) {
    for (int i = 0; i < 6; i++) {
      assertThat(charged(department, "Department/r-b" + i)).as("r-b%d", i).isEqualTo("1");
    }
  }

  /** Gives departments new display names in turn until it is closed. */
  private static final class Renaming implements AutoCloseable {

    private final ScheduledExecutorService turns = Executors.newSingleThreadScheduledExecutor();
    private int turn;

    Renaming(OperatorEstate estate, String prefix, int departments) {
      var client = estate.client().resources(Department.class);
      var unused =
          turns.scheduleWithFixedDelay(
              () ->
                  client
                      .withName(prefix + ++turn % departments)
                      .patch(
                          PatchContext.of(PatchType.JSON_MERGE),
                          "{\"spec\":{\"displayName\":\"局%d\"}}".formatted(turn)),
              0,
              100,
              TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
      turns.shutdown();
    }
  }

  @Test
  void onlyAReformGivesATenantAway() {
    department("r-owner", "City", "961500", "root", null);
    tenant("r-kept", "root", "1");

    assertThat(
            estate
                .cluster()
                .kubectl(
                    "patch",
                    "tenant",
                    "r-kept",
                    "--type=merge",
                    "-p",
                    "{\"spec\":{\"department\":\"r-owner\"}}")
                .stderr())
        .contains("spec.department of Tenant r-kept is immutable: only a Reform");
  }

  private static final String NOBODY_TOUCHES_R_TWO =
      """
      apiVersion: admissionregistration.k8s.io/v1
      kind: ValidatingAdmissionPolicy
      metadata: {name: r-two}
      spec:
        matchConstraints:
          resourceRules:
          - {apiGroups: [yunzhi.dev], apiVersions: [v1alpha1], resources: [departments], operations: [UPDATE], resourceNames: [r-two]}
        validations:
        - {expression: "object.spec == oldObject.spec", message: r-two stays}
      ---
      apiVersion: admissionregistration.k8s.io/v1
      kind: ValidatingAdmissionPolicyBinding
      metadata: {name: r-two}
      spec: {policyName: r-two, validationActions: [Deny]}
      """;

  private void awaitGuarded(boolean guarded) {
    await()
        .atMost(OperatorEstate.LIMIT)
        .until(
            () ->
                guarded
                    == estate
                        .cluster()
                        .kubectl(
                            "patch",
                            "department",
                            "r-two",
                            "--type=merge",
                            "--dry-run=server",
                            "-p",
                            "{\"spec\":{\"displayName\":\"改\"}}")
                        .stderr()
                        .contains("r-two stays"));
  }

  private void department(
      String name, String level, String code, String parent, String budget, String... more) {
    String yaml =
        Objects.department(name, level, code, parent)
            + (budget == null ? "" : "  budget: " + budget + "\n")
            + (more.length == 0 ? "" : "  " + more[0] + "\n");
    estate.apply(yaml);
    estate.awaitReady(Department.class, name, d -> d.getStatus().conditions());
    if (budget != null) {
      estate.awaitObject(
          Department.class,
          name,
          d -> Objects.has(d, d.getStatus().conditions(), "BudgetGranted", "True", "Granted"));
    }
  }

  /** Makes counties of some budget each, and says the moves that take all of them elsewhere. */
  private String counties(
      String prefix, int code, int count, String parent, String cpu, String to) {
    var moves = new StringBuilder("moves: [");
    for (int i = 0; i < count; i++) {
      department(prefix + i, "County", String.valueOf(code + i), parent, "{cpu: '" + cpu + "'}");
      moves.append("{kind: Department, name: %s%d, to: %s},".formatted(prefix, i, to));
    }
    return moves + "]";
  }

  private void tenant(String name, String department, String cpu) {
    estate.apply(
        Objects.tenant(name, "Retain", "[{name: web}]", "{cpu: '" + cpu + "'}")
            .replace("department: root", "department: " + department));
    estate.awaitReady(Tenant.class, name, t -> t.getStatus().conditions());
  }

  /** Asks for a tenant and approves it. */
  private String granted(String name, String project, String department) {
    String home = "dept-" + department;
    String request = Objects.request(name, project, 2, "3").replace("dept-root", home);
    estate.apply(request);
    estate
        .createAs(
            "paul",
            Objects.approval(name, name, "Platform", "Approved", "").replace("dept-root", home))
        .orThrow();
    awaitRequest(name, department, RequestPhase.GRANTED);
    return request;
  }

  private long deploymentGeneration(String namespace) {
    return estate
        .client()
        .apps()
        .deployments()
        .inNamespace(namespace)
        .withName("app")
        .get()
        .getMetadata()
        .getGeneration();
  }

  private void reform(String name, String action, String what) {
    estate.apply(
        "apiVersion: yunzhi.dev/v1alpha1\nkind: Reform\nmetadata: {name: %s}\nspec:\n  purpose: 浙政函〔2026〕12号\n  action: %s\n  %s\n"
            .formatted(name, action, what));
  }

  private void act(String name, String action) {
    estate
        .cluster()
        .kubectl(
            estate.cluster().kubeconfigFor("paul", "yunzhi:system-administrators"),
            "",
            "patch",
            "reform",
            name,
            "--type=merge",
            "-p",
            "{\"spec\":{\"action\":\"%s\"}}".formatted(action))
        .orThrow();
  }

  private String refused(String name, String what) {
    reform(name, "Preview", what);
    return String.join(" ", awaitPhase(name, ReformPhase.REFUSED).getStatus().obstacles());
  }

  private Reform awaitPhase(String name, ReformPhase phase) {
    return estate.awaitObject(
        Reform.class,
        name,
        r ->
            r.getStatus().phase() == phase
                && r.getMetadata().getGeneration().equals(r.getStatus().observedGeneration()));
  }

  private Condition awaitReady(String name, String status, String reason) {
    return estate
        .awaitObject(
            Reform.class,
            name,
            r -> Objects.has(r, r.getStatus().conditions(), "Ready", status, reason))
        .getStatus()
        .conditions()
        .get(0);
  }

  private String parent(String department) {
    return estate.get(Department.class, department).getSpec().parent();
  }

  private String budget(String department) {
    return estate
        .get(Department.class, department)
        .getSpec()
        .budget()
        .values()
        .iterator()
        .next()
        .toString();
  }

  /** Of cpu; null when the department does not pay for the holder. */
  private String charged(String department, String holder) {
    var allocations = estate.get(Department.class, department).getStatus().allocations();
    var held = allocations == null ? null : allocations.get(holder);
    return held == null ? null : held.amounts().get("requests.cpu").toString();
  }

  private void awaitCharged(String department, String holder, String amount) {
    await(holder + " at " + department)
        .atMost(OperatorEstate.LIMIT)
        .until(() -> java.util.Objects.equals(amount, charged(department, holder)));
  }

  private void awaitLabel(String namespace, String label, String value) {
    await(namespace + " " + label)
        .atMost(OperatorEstate.LIMIT)
        .until(() -> java.util.Objects.equals(value, labels(namespace).get(label)));
  }

  private Map<String, String> labels(String namespace) {
    return estate.client().namespaces().withName(namespace).get().getMetadata().getLabels();
  }

  private TenantRequest awaitRequest(String name, String department, RequestPhase phase) {
    return estate.awaitRequest("dept-" + department, name, r -> r.getStatus().phase() == phase);
  }
}
