package dev.yunzhi.operator.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.yunzhi.api.v1alpha1.Department;
import dev.yunzhi.api.v1alpha1.DepartmentSpec;
import dev.yunzhi.api.v1alpha1.Level;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LineageTest {

  private final Map<String, Department> departments = new HashMap<>();

  @Test
  void leadsFromTheRootDown() throws Exception {
    add("province", Level.PROVINCE, "330000", null);
    add("city", Level.CITY, "330100", "province");
    Lineage lineage = lineage(add("village", Level.VILLAGE, "330100001001", "city"));

    assertThat(lineage.codes()).containsExactly("330000", "330100", "330100001001");
    assertThat(lineage.self().name()).isEqualTo("village");
    assertThat(lineage.passes("city")).isTrue();
    assertThat(lineage.passes("other")).isFalse();
  }

  @Test
  void aMissingParentIsNamed() {
    var broken = broken(add("city", Level.CITY, "330100", "nowhere"));

    assertThat(broken.fault()).isEqualTo(Lineage.Fault.PARENT_NOT_FOUND);
    assertThat(broken)
        .hasMessage(
            "Department city names the parent nowhere, which does not exist; create it or name"
                + " another");
  }

  @Test
  void aLevelMustBeBelowTheParents() {
    add("one", Level.CITY, "330100", null);
    var broken = broken(add("two", Level.CITY, "330200", "one"));

    assertThat(broken.fault()).isEqualTo(Lineage.Fault.LEVEL_NOT_BELOW_PARENT);
    assertThat(broken)
        .hasMessageContaining("two has level City")
        .hasMessageContaining("parent one");
  }

  @Test
  void aDepartmentThatIsItsOwnParentIsARing() {
    var broken = broken(add("self", Level.CITY, "330100", "self"));

    assertThat(broken.fault()).isIn(Lineage.Fault.CYCLE, Lineage.Fault.LEVEL_NOT_BELOW_PARENT);
  }

  private Lineage.Broken broken(Department department) {
    return catchThrowableOfType(Lineage.Broken.class, () -> lineage(department));
  }

  private Lineage lineage(Department department) throws Lineage.Broken {
    return Lineage.of(department, departments::get);
  }

  private Department add(String name, Level level, String code, String parent) {
    var department = new Department();
    department.setMetadata(new ObjectMetaBuilder().withName(name).build());
    department.setSpec(
        new DepartmentSpec(name, null, level, code, parent, null, null, null, null, null, null));
    departments.put(name, department);
    return department;
  }
}
