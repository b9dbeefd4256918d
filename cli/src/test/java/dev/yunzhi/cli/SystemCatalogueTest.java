package dev.yunzhi.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yunzhi.api.v1alpha1.Project;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import org.junit.jupiter.api.Test;

class SystemCatalogueTest {

  private final SystemCatalogue catalogue =
      new SystemCatalogue(
          List.of(
              project("rivers", "[{name: 河长制系统, catalogueNumber: 湖目录-2}]"),
              project("rivers-two", "[{name: 河长制系统, catalogueNumber: 湖目录-2}]"),
              project(
                  "health",
                  "[{name: 健康门户, catalogueNumber: 湖目录-1}, {name: 预约挂号, catalogueNumber: 湖目录-3}]"),
              project("forests", "[{name: 林长制系统, catalogueNumber: 湖目录-3}]"),
              project("planned", "null")));

  @Test
  void showsEverySystemByItsNumber() {
    assertThat(catalogue.table(false).lines())
        .containsExactly(
            "NUMBER    SYSTEM      PROJECT     DEPARTMENT  ALSO",
            "湖目录-1  健康门户    health      huzhou      -",
            "湖目录-2  河长制系统  rivers      huzhou      -",
            "湖目录-2  河长制系统  rivers-two  huzhou      -",
            "湖目录-3  林长制系统  forests     huzhou      预约挂号 (health)",
            "湖目录-3  预约挂号    health      huzhou      林长制系统 (forests)");
  }

  @Test
  void findsNumbersThatStandForSeveralSystems() {
    assertThat(catalogue.table(true).lines()).hasSize(3).noneMatch(line -> line.contains("河长制"));
  }

  private static Project project(String name, String systems) {
    return Serialization.unmarshal(
        "metadata: {name: %s}\nspec: {department: huzhou, systems: %s}".formatted(name, systems),
        Project.class);
  }
}
