package dev.yunzhi.e2e.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.yunzhi.api.v1alpha1.Department;
import dev.yunzhi.api.v1alpha1.Labels;
import dev.yunzhi.api.v1alpha1.Tenant;
import dev.yunzhi.e2e.cluster.CommandResult;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@OnOperatorEstate
class DepartmentTest {

  private final OperatorEstate estate;

  DepartmentTest(OperatorEstate estate) {
    this.estate = estate;
  }

  @Test
  @Provokes({"Department Ready=True Ready"})
  void getsAHomeNamespaceWithRolesThatNamesAllItsAncestors() {
    estate.apply(Objects.department("d-city", "City", "900100", "root"));
    estate.awaitReady(Department.class, "d-city", d -> d.getStatus().conditions());

    assertThat(estate.get(Department.class, "d-city").getStatus().path())
        .containsExactly("900000", "900100");
    assertThat(estate.client().namespaces().withName("dept-d-city").get().getMetadata().getLabels())
        .containsEntry(Labels.DEPARTMENT_HOME, "d-city")
        .containsEntry(Labels.ANCESTOR_PREFIX + "900000", "Province")
        .containsEntry(Labels.ANCESTOR_PREFIX + "900100", "City");
    assertThat(estate.client().rbac().roleBindings().inNamespace("dept-d-city").list().getItems())
        .extracting(HasMetadata::getMetadata)
        .extracting("name")
        .containsExactlyInAnyOrder(
            "yunzhi-administrators",
            "yunzhi-members",
            "yunzhi-parent-administrators",
            "yunzhi-replicator");
  }

  @Test
  @Provokes({"Department Ready=False ParentNotFound"})
  void waitsForItsParentAndComesRightByItself() {
    estate.apply(Objects.department("d-county", "County", "900201", "d-later"));
    assertThat(
            estate
                .awaitNotReady(
                    Department.class, "d-county", "ParentNotFound", d -> d.getStatus().conditions())
                .getMessage())
        .contains("d-later, which does not exist");

    estate.apply(Objects.department("d-later", "City", "900200", "root"));
    estate.awaitReady(Department.class, "d-county", d -> d.getStatus().conditions());
  }

  @Test
  @Provokes({"Department Ready=False NameTaken"})
  void aNamespaceOfSomebodyElseIsNotTakenOver() {
    estate.cluster().kubectl("create", "namespace", "dept-d-taken").orThrow();
    estate.apply(Objects.department("d-taken", "City", "900300", "root"));

    estate.awaitNotReady(Department.class, "d-taken", "NameTaken", d -> d.getStatus().conditions());
    assertThat(
            estate.client().namespaces().withName("dept-d-taken").get().getMetadata().getLabels())
        .doesNotContainKey(Labels.MANAGED);
  }

  @Test
  void aCodeThatAnotherHasIsRefusedByName() {
    CommandResult refused =
        estate.tryApply(Objects.department("d-double", "City", "900000", "root"));

    assertThat(refused.succeeded()).isFalse();
    assertThat(refused.stderr()).contains("spec.code: 900000 belongs to Department root already");
  }

  @Test
  void aLevelThatIsNotBelowTheParentsIsRefused() {
    estate.apply(Objects.department("d-upper", "County", "900401", "root"));
    CommandResult refused =
        estate.tryApply(Objects.department("d-lower", "City", "900400", "d-upper"));

    assertThat(refused.succeeded()).isFalse();
    assertThat(refused.stderr()).contains("not below level County of its parent d-upper");
  }

  @Test
  void aParentIsNotMovedBelowItsOwnChild() {
    estate.apply(Objects.department("d-above", "City", "900410", "root"));
    estate.apply(Objects.department("d-below", "County", "900411", "d-above"));
    CommandResult refused =
        estate.tryApply(Objects.department("d-above", "City", "900410", "d-below"));

    assertThat(refused.succeeded()).isFalse();
    assertThat(refused.stderr()).contains("spec.parent: ", "级别必须高于本部门且不能成环");
  }

  @Test
  void theLabelsOfAllBelowFollowADepartmentThatMoves() {
    estate.apply(Objects.department("d-from", "City", "900420", "root"));
    estate.apply(Objects.department("d-to", "City", "900421", "root"));
    estate.apply(Objects.department("d-mover", "County", "900422", "d-from"));
    estate.apply(Objects.department("d-rider", "Village", "900423", "d-mover"));
    estate.awaitReady(Department.class, "d-rider", d -> d.getStatus().conditions());
    estate.apply(
        Objects.tenant("t-rider", "Retain", "[{name: web}]", "{pods: '3'}")
            .replace("department: root", "department: d-rider"));
    estate.awaitReady(Tenant.class, "t-rider", t -> t.getStatus().conditions());

    estate.apply(Objects.department("d-mover", "County", "900422", "d-to"));
    for (String namespace : List.of("dept-d-mover", "dept-d-rider", "t-rider-web")) {
      await()
          .atMost(OperatorEstate.LIMIT)
          .untilAsserted(
              () ->
                  assertThat(labels(namespace))
                      .containsEntry(Labels.ANCESTOR_PREFIX + "900421", "City")
                      .containsEntry(Labels.ANCESTOR_PREFIX + "900422", "County")
                      .doesNotContainKey(Labels.ANCESTOR_PREFIX + "900420"));
    }
  }

  @Test
  @Provokes({
    "Department Ready=False CodeTaken",
    "Department Ready=False Cycle",
    "Department Ready=False LevelNotBelowParent"
  })
  void whatGotPastAdmissionIsSaidByTheStatus() {
    pastAdmission(Objects.department("d-twin", "City", "900000", "root"));
    assertThat(notReady("d-twin", "CodeTaken")).contains("belongs to Department root already");

    estate.apply(Objects.department("d-ring-a", "City", "900430", "root"));
    estate.apply(Objects.department("d-ring-b", "County", "900431", "d-ring-a"));
    pastAdmission(Objects.department("d-ring-a", "City", "900430", "d-ring-b"));
    assertThat(notReady("d-ring-a", "LevelNotBelowParent")).contains("of its parent d-ring-b");
    assertThat(notReady("d-ring-b", "Cycle")).contains("d-ring-b → d-ring-a → d-ring-b");

    estate.apply(Objects.department("d-ring-a", "City", "900430", "root"));
    estate.awaitReady(Department.class, "d-ring-b", d -> d.getStatus().conditions());
    estate.cluster().kubectl("delete", "department", "d-twin", "--timeout=60s").orThrow();
  }

  @Test
  @Provokes("Department Ready=False NamespaceTerminating")
  void aHomeThatIsBeingDeletedIsMadeAgainOnceItIsGone() {
    estate.apply(Objects.department("d-stuck", "City", "900440", "root"));
    estate.awaitReady(Department.class, "d-stuck", d -> d.getStatus().conditions());
    estate.apply(Objects.held("dept-d-stuck"));
    estate.pastAdmission("", "delete", "namespace", "dept-d-stuck", "--wait=false").orThrow();
    await()
        .atMost(OperatorEstate.LIMIT)
        .until(() -> notReady("d-stuck", "NamespaceTerminating").contains("example.gov/hold"));

    estate.release("dept-d-stuck");
    estate.awaitReady(Department.class, "d-stuck", d -> d.getStatus().conditions());
  }

  private void pastAdmission(String yaml) {
    estate.pastAdmission(yaml, "apply", "-f", "-").orThrow();
  }

  private String notReady(String name, String reason) {
    return estate
        .awaitNotReady(Department.class, name, reason, d -> d.getStatus().conditions())
        .getMessage();
  }

  private Map<String, String> labels(String namespace) {
    return estate.client().namespaces().withName(namespace).get().getMetadata().getLabels();
  }

  @Test
  void whatOthersDependOnIsNotDeleted() {
    estate.apply(Objects.department("d-leaf", "City", "900500", "root"));
    estate.awaitReady(Department.class, "d-leaf", d -> d.getStatus().conditions());

    CommandResult refused = estate.cluster().kubectl("delete", "department", "root");
    assertThat(refused.succeeded()).isFalse();
    assertThat(refused.stderr())
        .contains(
            "Department root cannot be deleted while", "depends on it; delete or move that first");
    estate.cluster().kubectl("delete", "department", "d-leaf", "--timeout=60s").orThrow();
  }
}
