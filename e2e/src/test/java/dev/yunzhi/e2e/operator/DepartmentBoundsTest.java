package dev.yunzhi.e2e.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yunzhi.api.v1alpha1.Bounds;
import dev.yunzhi.api.v1alpha1.Department;
import dev.yunzhi.api.v1alpha1.Exposure;
import dev.yunzhi.e2e.cluster.CommandResult;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** What a parent forbids, a child cannot allow: neither when it is written nor afterwards. */
@OnOperatorEstate
class DepartmentBoundsTest {

  private final OperatorEstate estate;

  DepartmentBoundsTest(OperatorEstate estate) {
    this.estate = estate;
  }

  @Test
  void aChildInheritsAndItsStatusSaysFromWhom() {
    estate.apply(
        department("b-up", "City", "900600", "root", "{registries: [r.cn], exposure: Internal}"));
    estate.apply(department("b-low", "County", "900601", "b-up", "{registries: [r.cn/low]}"));

    Department low = awaitBounds("b-low", b -> b.exposure() == Exposure.INTERNAL);
    assertThat(low.getStatus().effective().bounds().registries()).containsExactly("r.cn/low");
    assertThat(low.getStatus().effective().from())
        .containsEntry("registries", "b-low")
        .containsEntry("exposure", "b-up");
    assertThat(estate.cluster().kubectl("describe", "department", "b-low").orThrow())
        .containsPattern("(?s)Effective:.*From:\\s+Exposure:\\s+b-up");
  }

  @Test
  void allowingMoreIsRefusedWithFieldValueAndWhoForbidsIt() {
    estate.apply(department("b-strict", "City", "900610", "root", "{hosts: ['*.strict.cn']}"));
    CommandResult refused =
        estate.tryApply(
            department("b-wide", "County", "900611", "b-strict", "{hosts: [a.strict.cn, b.cn]}"));

    assertThat(refused.succeeded()).isFalse();
    assertThat(refused.stderr())
        .contains("spec.bounds.hosts: b.cn is more than Department b-strict allows")
        .contains("b.cn 超出上级部门 b-strict 允许的范围（*.strict.cn）")
        .doesNotContain("hosts: a.strict.cn is");
    estate.apply(department("b-wide", "County", "900611", "b-strict", "{hosts: [a.strict.cn]}"));
  }

  @Test
  void aParentThatIsTightenedLaterTakesItsChildrenWithIt() {
    estate.apply(department("b-later", "City", "900620", "root", "{storageClasses: [ssd, hdd]}"));
    estate.apply(
        department("b-child", "County", "900621", "b-later", "{storageClasses: [ssd, hdd]}"));
    estate.apply(department("b-leaf", "Village", "900622", "b-child", "{}"));
    awaitBounds("b-leaf", b -> b.storageClasses().size() == 2);

    estate.apply(department("b-later", "City", "900620", "root", "{storageClasses: [hdd]}"));
    awaitBounds("b-leaf", b -> b.storageClasses().equals(List.of("hdd")));

    // The child's own words stay as they are, and it may still change the rest of itself.
    estate
        .cluster()
        .kubectl(
            "patch",
            "department",
            "b-child",
            "--type=merge",
            "-p",
            "{\"spec\":{\"displayName\":\"改名\"}}")
        .orThrow();
    estate.apply(department("b-later", "City", "900620", "root", "{storageClasses: []}"));
    awaitBounds("b-leaf", b -> b.storageClasses().isEmpty());
  }

  @Test
  void movingBelowAStricterParentIsRefused() {
    estate.apply(department("b-none", "City", "900630", "root", "{exposure: None}"));
    estate.apply(department("b-open", "City", "900631", "root", "{}"));
    estate.apply(department("b-moved", "County", "900632", "b-open", "{exposure: Internet}"));

    CommandResult refused =
        estate.tryApply(
            department("b-moved", "County", "900632", "b-none", "{exposure: Internet}"));
    assertThat(refused.succeeded()).isFalse();
    assertThat(refused.stderr())
        .contains("spec.bounds.exposure: Internet is more than Department b-none allows");
    estate.apply(department("b-moved", "County", "900632", "b-none", "{exposure: None}"));
  }

  private Department awaitBounds(String name, Predicate<Bounds> right) {
    return estate.awaitObject(
        Department.class,
        name,
        d -> d.getStatus().effective() != null && right.test(d.getStatus().effective().bounds()));
  }

  private static String department(
      String name, String level, String code, String parent, String bounds) {
    return Objects.department(name, level, code, parent) + "  bounds: " + bounds + "\n";
  }
}
