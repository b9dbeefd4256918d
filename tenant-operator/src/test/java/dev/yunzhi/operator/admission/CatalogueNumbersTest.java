package dev.yunzhi.operator.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yunzhi.api.v1alpha1.Project;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CatalogueNumbersTest {

  private static Project project(String name, String systems) {
    return Serialization.unmarshal(
        "metadata: {name: %s}\nspec: {department: huzhou%s}\n"
            .formatted(name, systems.isEmpty() ? "" : ", systems: [" + systems + "]"),
        Project.class);
  }

  private final Project rivers = project("rivers", "{name: 河长制系统, catalogueNumber: 湖目录-2}");

  @Test
  void saysWhichProjectHasANumberOfAnotherSystem() {
    assertThat(
            CatalogueNumbers.warnings(
                project("lakes", "{name: 湖长制系统, catalogueNumber: 湖目录-2}"), List.of(rivers)))
        .containsExactly(
            "spec.systems: 湖目录-2 is the number of 河长制系统 of Project rivers already; a number stands"
                + " for one system, which has one name.",
            "spec.systems：目录编号 湖目录-2 已用于项目 rivers 的系统 河长制系统；一个编号只对应一个系统，且名称唯一。");
  }

  @Test
  void saysWhichProjectHasTheSameSystem() {
    assertThat(
            CatalogueNumbers.warnings(
                project("rivers-two", "{name: 河长制系统, catalogueNumber: 湖目录-2}"), List.of(rivers)))
        .containsExactly(
            "spec.systems: Project rivers has 湖目录-2, 河长制系统, too; leave it out unless both build it.",
            "spec.systems：项目 rivers 也登记了 湖目录-2（河长制系统）；如非共同建设，请删去。");
  }

  @Test
  void saysNothingOfItselfAndOfOtherNumbers() {
    assertThat(
            CatalogueNumbers.warnings(
                rivers,
                List.of(
                    rivers,
                    project("none", ""),
                    project("forests", "{name: 河长制系统, catalogueNumber: 湖目录-3}"))))
        .isEmpty();
  }

  @Test
  void saysNoMoreThanSomeOfThem() {
    List<Project> many =
        IntStream.range(0, 20)
            .mapToObj(i -> project("p" + i, "{name: 河长制系统, catalogueNumber: 湖目录-2}"))
            .toList();

    assertThat(CatalogueNumbers.warnings(rivers, many)).hasSize(10);
  }
}
