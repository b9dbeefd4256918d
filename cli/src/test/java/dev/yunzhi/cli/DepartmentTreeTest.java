package dev.yunzhi.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.yunzhi.api.v1alpha1.Department;
import dev.yunzhi.api.v1alpha1.Tenant;
import dev.yunzhi.cli.Failures.Unusable;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import java.util.List;
import org.junit.jupiter.api.Test;

class DepartmentTreeTest {

  @Test
  void sumsUpWhatIsBelow() throws Unusable {
    assertThat(tree(true, false).table(null).lines())
        .containsExactly(
            "DEPARTMENT          LEVEL     TENANTS  CPU        READY",
            "zhejiang 浙江省     Province  2        1.5/6/100  True",
            "├─ hangzhou 杭州市  City      0        0/0/-      Unknown",
            "└─ huzhou 湖州市    City      2        1.5/6/-    CodeTaken",
            "   └─ anji 安吉县   County    1        0/2/-      Unknown");
  }

  @Test
  void showsTenantsOfOneBranch() throws Unusable {
    assertThat(tree(true, true).table("huzhou").lines().stream().map(l -> l.replaceAll(" +", " ")))
        .containsExactly(
            "DEPARTMENT LEVEL TENANTS CPU READY",
            "huzhou 湖州市 City 2 1.5/6/- CodeTaken",
            "├─ [health] 健康门户 1.5/4/- True",
            "└─ anji 安吉县 County 1 0/2/- Unknown",
            " └─ [tourism] 0/2/- Unknown");
  }

  @Test
  void showsDashesWithoutQuotas() throws Unusable {
    assertThat(tree(false, false).table("anji").lines().get(1)).contains("-/-/-");
  }

  @Test
  void namesTheDepartmentThatIsMissing() {
    assertThatThrownBy(() -> tree(true, false).table("nowhere"))
        .isInstanceOf(Unusable.class)
        .hasMessageContaining("no Department nowhere");
  }

  private static DepartmentTree tree(boolean withUse, boolean tenants) {
    return new DepartmentTree(
        TestEstate.all(Department.class),
        TestEstate.all(Tenant.class),
        withUse ? QuotaUse.of(TestEstate.all(ResourceQuota.class)) : null,
        List.of("cpu"),
        tenants);
  }
}
