package dev.yunzhi.e2e.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yunzhi.api.v1alpha1.Department;
import dev.yunzhi.api.v1alpha1.Labels;
import dev.yunzhi.e2e.cluster.CommandResult;
import io.fabric8.kubernetes.api.model.HasMetadata;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(OperatorEstateExtension.class)
class DepartmentTest {

  private final OperatorEstate estate;

  DepartmentTest(OperatorEstate estate) {
    this.estate = estate;
  }

  @Test
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
        .containsExactlyInAnyOrder("yunzhi-administrators", "yunzhi-members");
  }

  @Test
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
  void whatOthersDependOnIsNotDeleted() {
    estate.apply(Objects.department("d-leaf", "City", "900500", "root"));
    estate.awaitReady(Department.class, "d-leaf", d -> d.getStatus().conditions());

    CommandResult refused = estate.cluster().kubectl("delete", "department", "root");
    assertThat(refused.succeeded()).isFalse();
    assertThat(refused.stderr()).contains("Department root cannot be deleted while");
    estate.cluster().kubectl("delete", "department", "d-leaf", "--timeout=60s").orThrow();
  }
}
