package dev.yunzhi.e2e.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.yunzhi.api.v1alpha1.ComponentSubscription;
import dev.yunzhi.api.v1alpha1.Department;
import dev.yunzhi.api.v1alpha1.SharedComponent;
import dev.yunzhi.api.v1alpha1.SharedComponentStatus;
import dev.yunzhi.api.v1alpha1.Tenant;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** What the catalogue of common components offers, to whom, and who uses it. */
@OnOperatorEstate
@TestInstance(Lifecycle.PER_CLASS)
class ComponentTest {

  private final OperatorEstate estate;

  ComponentTest(OperatorEstate estate) {
    this.estate = estate;
  }

  @BeforeAll
  void populate() {
    estate.apply(
        Objects.department("comp-health", "City", "980100", "root").stripTrailing()
            + "\n  members: [{kind: User, name: comp-reader}]\n");
    estate.awaitReady(Department.class, "comp-health", d -> d.getStatus().conditions());
    estate.apply(tenant("comp-clinic", "comp-health"));
    estate.apply(tenant("comp-portal", "root"));
    for (String name : List.of("comp-clinic", "comp-portal")) {
      estate.awaitReady(Tenant.class, name, t -> t.getStatus().conditions());
    }
  }

  private static String tenant(String name, String department) {
    return Objects.tenant(name, "Retain", "[{name: web}]", "{pods: '4'}")
        .replace("department: root", "department: " + department);
  }

  @Test
  @Provokes({
    "SharedComponent Available=True Offered",
    "ComponentSubscription Active=True Active",
  })
  void whoeverSubscribesUsesItAndIsCounted() throws IOException {
    estate.apply(component("comp-open", "endpoint: https://open.example.gov"));
    awaitAvailable("comp-open", "True", "Offered");
    subscribe("dept-comp-health", "comp-open-1", "comp-open", "comp-clinic");
    subscribe("dept-comp-health", "comp-open-2", "comp-open", "comp-clinic");
    subscribe("dept-root", "comp-open-3", "comp-open", "comp-portal");
    subscribe("dept-root", "comp-open-4", "comp-open", "comp-nobody");

    assertThat(awaitActive("dept-root", "comp-open-3", "True", "Active").getStatus().endpoint())
        .isEqualTo("https://open.example.gov");
    SharedComponent used = awaitCounts("comp-open", s -> s.active() == 3);
    assertThat(used.getStatus().subscriptions()).isEqualTo(4);
    assertThat(used.getStatus().departments()).isEqualTo(2);
    assertThat(used.getStatus().tenants()).isEqualTo(2);
    assertThat(estate.as("comp-reader", "", "get", "sharedcomponents", "comp-open").orThrow())
        .contains("测试组件");

    estate
        .cluster()
        .kubectl("delete", "componentsubscription", "-n", "dept-root", "comp-open-3")
        .orThrow();
    awaitCounts("comp-open", s -> s.active() == 2 && s.departments() == 1 && s.tenants() == 1);

    String version = resourceVersion("comp-open");
    long before = estate.reconciliations("sharedcomponent");
    await()
        .atMost(OperatorEstate.LIMIT)
        .pollInterval(Duration.ofMillis(200))
        .until(() -> estate.reconciliations("sharedcomponent") > before + 3);
    assertThat(resourceVersion("comp-open")).as("at rest nothing is written").isEqualTo(version);
  }

  @Test
  @Provokes({
    "ComponentSubscription Active=False ComponentNotFound",
    "ComponentSubscription Active=False TenantNotFound",
    "ComponentSubscription Active=False OtherDepartment",
    "ComponentSubscription Active=False ProtectionLevelTooLow",
    "ComponentSubscription Active=False AwaitingApproval"
  })
  void bothEndsMustBeThereAndFitAndTheProviderMustAgree() {
    subscribe("dept-root", "comp-no-offer", "comp-later", "comp-portal");
    awaitActive("dept-root", "comp-no-offer", "False", "ComponentNotFound");
    estate.apply(component("comp-later", "endpoint: e").replace("Level: 3", "Level: 1"));
    awaitActive("dept-root", "comp-no-offer", "False", "ProtectionLevelTooLow");

    estate.apply(component("comp-closed", "needsApproval: true"));
    subscribe("dept-root", "comp-no-tenant", "comp-closed", "comp-nobody");
    awaitActive("dept-root", "comp-no-tenant", "False", "TenantNotFound");
    subscribe("dept-root", "comp-others", "comp-closed", "comp-clinic");
    awaitActive("dept-root", "comp-others", "False", "OtherDepartment");

    subscribe("dept-root", "comp-asks", "comp-closed", "comp-portal");
    ComponentSubscription asks = awaitActive("dept-root", "comp-asks", "False", "AwaitingApproval");
    assertThat(asks.getStatus().endpoint()).isNull();
    estate.apply(component("comp-closed", "needsApproval: true\n  approvedDepartments: [root]"));
    awaitActive("dept-root", "comp-asks", "True", "Active");
  }

  @Test
  @Provokes({
    "SharedComponent Available=True Deprecated",
    "SharedComponent Available=False SuccessorNotFound",
    "SharedComponent Available=False Withdrawn",
    "ComponentSubscription Active=True Deprecated",
    "ComponentSubscription Active=False Deprecated",
    "ComponentSubscription Active=False Withdrawn"
  })
  void oneGoesOutOfUseStepByStep() {
    estate.apply(component("comp-old", "endpoint: e"));
    subscribe("dept-root", "comp-old-1", "comp-old", "comp-portal");
    awaitActive("dept-root", "comp-old-1", "True", "Active");
    awaitCounts("comp-old", s -> s.active() == 1);
    assertThat(estate.tryApply(component("comp-old", "lifecycle: Withdrawn")).stderr())
        .contains("spec.lifecycle: there are subscriptions to it");
    assertThat(estate.cluster().kubectl("delete", "sharedcomponent", "comp-old").stderr())
        .contains("SharedComponent comp-old cannot be deleted while there are subscriptions to it");

    String deprecated = "lifecycle: Deprecated\n  successor: comp-new";
    estate.apply(component("comp-old", deprecated));
    awaitAvailable("comp-old", "False", "SuccessorNotFound");
    estate.apply(component("comp-new", "endpoint: e"));
    awaitAvailable("comp-old", "True", "Deprecated");
    awaitActive("dept-root", "comp-old-1", "True", "Deprecated");
    subscribe("dept-comp-health", "comp-old-2", "comp-old", "comp-clinic");
    awaitActive("dept-comp-health", "comp-old-2", "False", "Deprecated");

    estate
        .cluster()
        .kubectl("delete", "componentsubscription", "-n", "dept-root", "comp-old-1")
        .orThrow();
    estate
        .cluster()
        .kubectl("delete", "componentsubscription", "-n", "dept-comp-health", "comp-old-2")
        .orThrow();
    awaitCounts("comp-old", s -> s.subscriptions() == 0);
    estate.apply(component("comp-old", "lifecycle: Withdrawn"));
    awaitAvailable("comp-old", "False", "Withdrawn");
    subscribe("dept-root", "comp-old-3", "comp-old", "comp-portal");
    awaitActive("dept-root", "comp-old-3", "False", "Withdrawn");
  }

  @Test
  @Provokes("SharedComponent Available=False DepartmentNotFound")
  void somebodyHasToProvideIt() {
    estate.apply(
        component("comp-nobodys", "endpoint: e").replace("provider: root", "provider: comp-none"));

    awaitAvailable("comp-nobodys", "False", "DepartmentNotFound");
  }

  @Test
  void subscriptionsAreMadeInAHome() {
    assertThat(estate.tryApply(subscription("default", "comp-astray", "c", "t")).stderr())
        .contains("namespace default is not the home of a department");
    assertThat(
            estate
                .as("comp-reader", component("comp-own", "endpoint: e"), "create", "-f", "-")
                .stderr())
        .contains("cannot create resource \"sharedcomponents\"");
  }

  /**
   * A component that the department {@code root} provides.
   *
   * @param more lines of the spec, indented but for the first
   */
  private static String component(String name, String more) {
    return """
        apiVersion: yunzhi.dev/v1alpha1
        kind: SharedComponent
        metadata: {name: %s}
        spec:
          displayName: 测试组件
          category: 测试
          provider: root
          protectionLevel: 3
          %s
        """
        .formatted(name, more);
  }

  private void subscribe(String home, String name, String component, String tenant) {
    estate.apply(subscription(home, name, component, tenant));
  }

  private static String subscription(String home, String name, String component, String tenant) {
    return """
        apiVersion: yunzhi.dev/v1alpha1
        kind: ComponentSubscription
        metadata: {name: %s, namespace: %s}
        spec: {component: %s, tenant: %s, purpose: 测试}
        """
        .formatted(name, home, component, tenant);
  }

  private void awaitAvailable(String name, String status, String reason) {
    estate.awaitObject(
        SharedComponent.class,
        name,
        c -> Objects.has(c, c.getStatus().conditions(), "Available", status, reason));
  }

  private SharedComponent awaitCounts(String name, Predicate<SharedComponentStatus> right) {
    return estate.awaitObject(
        SharedComponent.class, name, component -> right.test(component.getStatus()));
  }

  private ComponentSubscription awaitActive(
      String home, String name, String status, String reason) {
    return await(name)
        .atMost(OperatorEstate.LIMIT)
        .pollInterval(Duration.ofMillis(100))
        .until(
            () ->
                estate
                    .client()
                    .resources(ComponentSubscription.class)
                    .inNamespace(home)
                    .withName(name)
                    .get(),
            s ->
                s != null
                    && s.getStatus() != null
                    && Objects.has(s, s.getStatus().conditions(), "Active", status, reason));
  }

  private String resourceVersion(String name) {
    return estate.get(SharedComponent.class, name).getMetadata().getResourceVersion();
  }
}
