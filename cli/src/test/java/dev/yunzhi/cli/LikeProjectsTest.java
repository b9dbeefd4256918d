package dev.yunzhi.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yunzhi.api.v1alpha1.Department;
import dev.yunzhi.api.v1alpha1.Project;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import org.junit.jupiter.api.Test;

class LikeProjectsTest {

  private final LikeProjects projects =
      new LikeProjects(
          List.of(
              project("land", "{department: huzhou, displayName: 不动产登记信息系统}"),
              project(
                  "map",
                  "{department: huzhou, displayName: 一张图, purpose: 土地房屋权属登记, area: '330523'}"),
              project("land-new", "{department: gone, displayName: 智慧不动产登记平台, purpose: 房屋权属登记}"),
              project("rivers", "{department: huzhou, displayName: 河长制管理平台}")),
          List.of(
              Serialization.unmarshal(
                  "metadata: {name: huzhou}\nspec: {code: '330500'}", Department.class)));

  @Test
  void showsWhatIsNamedOrMeantLikeAProject() {
    assertThat(projects.table("land-new", 30).lines())
        .containsExactly(
            "LIKENESS  PROJECT  TITLE               DEPARTMENT  AREA",
            "98 %      land     不动产登记信息系统  huzhou      330500",
            "82 %      map      一张图              huzhou      330523");
  }

  @Test
  void showsWhatIsLikeAText() {
    assertThat(projects.table("林长制管理系统", 30).lines())
        .containsExactly(
            "LIKENESS  PROJECT  TITLE           DEPARTMENT  AREA",
            "74 %      rivers   河长制管理平台  huzhou      330500");
    assertThat(projects.table("林长制管理系统", 80).lines()).hasSize(1);
  }

  private static Project project(String name, String spec) {
    return Serialization.unmarshal(
        "metadata: {name: %s}\nspec: %s".formatted(name, spec), Project.class);
  }
}
