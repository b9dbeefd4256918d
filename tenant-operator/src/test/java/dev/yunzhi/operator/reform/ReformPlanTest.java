package dev.yunzhi.operator.reform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yunzhi.api.v1alpha1.Agreement;
import dev.yunzhi.api.v1alpha1.ComponentSubscription;
import dev.yunzhi.api.v1alpha1.Department;
import dev.yunzhi.api.v1alpha1.Facility;
import dev.yunzhi.api.v1alpha1.Project;
import dev.yunzhi.api.v1alpha1.ReformSpec;
import dev.yunzhi.api.v1alpha1.ReformStep;
import dev.yunzhi.api.v1alpha1.ReformStep.Change;
import dev.yunzhi.api.v1alpha1.SharedComponent;
import dev.yunzhi.api.v1alpha1.Tenant;
import dev.yunzhi.api.v1alpha1.TenantRequest;
import dev.yunzhi.operator.budget.Account;
import dev.yunzhi.operator.budget.Amounts;
import dev.yunzhi.operator.budget.Standing;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReformPlanTest {

  private final List<Department> departments = new ArrayList<>();
  private final List<Project> projects = new ArrayList<>();
  private final List<Tenant> tenants = new ArrayList<>();
  private final List<Facility> facilities = new ArrayList<>();
  private final List<SharedComponent> components = new ArrayList<>();
  private final List<Agreement> agreements = new ArrayList<>();
  private final List<ComponentSubscription> subscriptions = new ArrayList<>();
  private final List<TenantRequest> requests = new ArrayList<>();

  ReformPlanTest() {
    department("province", "Province", "null", "{}");
    department("east", "City", "province", "{}");
    department("west", "City", "province", "{}");
    department("hill", "County", "east", "{}");
    department("lake", "County", "east", "{}");
  }

  @Test
  void whatAMergeWouldTakeGoesWhereItsOwnMoveSays() {
    department("north", "City", "province", "{}");

    ReformPlan plan =
        plan(
            "merges: [{from: east, into: west}]\nmoves: [{kind: Department, name: lake, to: north}]");

    assertThat(plan.obstacles()).isEmpty();
    assertThat(plan.steps())
        .containsExactly(
            ReformStep.move(Change.MOVE_DEPARTMENT, "lake", "east", "north"),
            ReformStep.move(Change.MOVE_DEPARTMENT, "hill", "east", "west"),
            ReformStep.halt("east"));
  }

  @Test
  void projectsGoBeforeDepartmentsAndThoseBeforeTenants() {
    project("portal", "east");
    tenant("portal", "east", "portal");

    assertThat(plan("merges: [{from: east, into: west}]").steps())
        .extracting(ReformStep::change)
        .containsExactly(
            Change.MOVE_PROJECT,
            Change.MOVE_DEPARTMENT,
            Change.MOVE_DEPARTMENT,
            Change.MOVE_TENANT,
            Change.HALT);
  }

  @Test
  void aMergeTakesFacilitiesAndComponentsAlong() {
    facility("room", "east");
    facility("network", "hill");
    component("maps", "east");
    component("seals", "lake");

    ReformPlan plan =
        plan(
            "merges: [{from: east, into: west}]\nmoves: [{kind: Facility, name: network, to: lake}]");

    assertThat(plan.obstacles()).isEmpty();
    assertThat(plan.steps())
        .filteredOn(step -> step.change() != Change.MOVE_DEPARTMENT)
        .containsExactly(
            ReformStep.move(Change.MOVE_FACILITY, "network", "hill", "lake"),
            ReformStep.move(Change.MOVE_FACILITY, "room", "east", "west"),
            ReformStep.move(Change.MOVE_SHARED_COMPONENT, "maps", "east", "west"),
            ReformStep.halt("east"));
    assertThat(
            plan("moves: [{kind: SharedComponent, name: seals, to: lake}, {kind: Facility, name: none, to: lake}]")
                .obstacles())
        .containsExactly(
            "SharedComponent seals is at Department lake already; leave it out.",
            "Facility none does not exist.");
  }

  @Test
  void stepsAreTriedOneAfterTheOther() {
    assertThat(
            plan("moves: [{kind: Department, name: hill, to: west}, {kind: Department, name: hill, to: east}]")
                .obstacles())
        .contains("Department hill is moved twice; name it once.");
    assertThat(plan("moves: [{kind: Department, name: hill, to: east}]").obstacles())
        .containsExactly("Department hill is at Department east already; leave it out.");
    assertThat(plan("moves: [{kind: Department, name: province, to: east}]").obstacles())
        .containsExactly("Department province has no parent; a Province cannot be moved.");
    assertThat(plan("moves: [{kind: Department, name: east, to: west}]").obstacles())
        .singleElement()
        .asString()
        .contains("level City, which is not below level City of its parent west");
    assertThat(plan("merges: [{from: east, into: nowhere}]").obstacles())
        .containsExactly("Department nowhere does not exist.");
  }

  @Test
  void nothingGoesToWhatIsHalted() {
    department("still", "City", "province", "{halt: {reason: audit}}");

    assertThat(plan("moves: [{kind: Department, name: hill, to: still}]").obstacles())
        .containsExactly(
            "Department hill cannot go to Department still while Department still is halted; lift that first.");
  }

  @Test
  void tellsWhatTheNewPlaceForbids() {
    department("strict", "City", "province", "{bounds: {exposure: None}}");
    department("open", "City", "province", "{bounds: {exposure: Internet, hosts: [a.gov]}}");
    department("town", "County", "open", "{}");

    assertThat(plan("moves: [{kind: Department, name: town, to: strict}]").consequences())
        .singleElement()
        .asString()
        .startsWith("Department town: no longer allowed: exposure")
        .endsWith("What runs is not touched.");
    assertThat(plan("moves: [{kind: Department, name: hill, to: strict}]").consequences())
        .containsExactly(
            "Department hill: bounded where nothing was before, by the departments above it: [exposure].");
  }

  @Test
  void tellsWhichAgreementsAndSubscriptionsLapseAndWhichRequestsStay() {
    tenant("portal", "east", null);
    agreements.add(
        Serialization.unmarshal(
            "metadata: {name: data, namespace: dept-hill}\nspec: {with: east, flows: [{from: portal, to: maps, ports: [{port: 443}]}]}",
            Agreement.class));
    subscriptions.add(
        Serialization.unmarshal(
            "metadata: {name: login, namespace: dept-east}\nspec: {component: identity, tenant: portal}",
            ComponentSubscription.class));
    subscriptions.add(
        Serialization.unmarshal(
            "metadata: {name: other, namespace: dept-lake}\nspec: {component: identity, tenant: stays}",
            ComponentSubscription.class));
    requests.add(
        Serialization.unmarshal(
            "metadata: {name: asked, namespace: dept-east}\nspec: {type: New}",
            TenantRequest.class));

    assertThat(plan("merges: [{from: east, into: west}]").consequences())
        .containsExactly(
            "Agreement data in dept-hill lapses: Tenant portal goes to Department west, which has to sign it anew.",
            "ComponentSubscription login in dept-east ends: Tenant portal goes to Department west, which has to subscribe to identity anew.",
            "TenantRequest asked in dept-east is not carried out: its department is halted; make it anew in the one that takes over.");
  }

  private ReformPlan plan(String spec) {
    return ReformPlan.of(
        Serialization.unmarshal(spec, ReformSpec.class),
        Tree.of(
            departments,
            projects,
            tenants,
            facilities,
            components,
            agreements,
            subscriptions,
            requests),
        departments.stream().map(ReformPlanTest::node).toList(),
        List.of());
  }

  private static Standing.Node node(Department department) {
    String name = department.getMetadata().getName();
    return new Standing.Node(
        name,
        department.getSpec().parent(),
        "uid-" + name,
        Amounts.of(department.getSpec().budget()),
        Account.of(department.getStatus()));
  }

  private void department(String name, String level, String parent, String more) {
    departments.add(
        Serialization.unmarshal(
            "metadata: {name: %s}\nspec: {level: %s, code: '%d', parent: %s%s}"
                .formatted(
                    name,
                    level,
                    330000 + departments.size(),
                    parent,
                    more.equals("{}") ? "" : ", " + more.substring(1, more.length() - 1)),
            Department.class));
  }

  private void project(String name, String department) {
    projects.add(
        Serialization.unmarshal(
            "metadata: {name: %s}\nspec: {department: %s}".formatted(name, department),
            Project.class));
  }

  private void facility(String name, String department) {
    facilities.add(
        Serialization.unmarshal(
            "metadata: {name: %s}\nspec: {department: %s}".formatted(name, department),
            Facility.class));
  }

  private void component(String name, String provider) {
    components.add(
        Serialization.unmarshal(
            "metadata: {name: %s}\nspec: {provider: %s}".formatted(name, provider),
            SharedComponent.class));
  }

  private void tenant(String name, String department, String project) {
    tenants.add(
        Serialization.unmarshal(
            "metadata: {name: %s}\nspec: {department: %s, project: %s, namespaces: [{name: web}], quota: {}}"
                .formatted(name, department, project),
            Tenant.class));
  }
}
