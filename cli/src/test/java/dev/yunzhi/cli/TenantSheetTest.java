package dev.yunzhi.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yunzhi.api.v1alpha1.Tenant;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import java.util.List;
import org.junit.jupiter.api.Test;

class TenantSheetTest {

  private static final Tenant HEALTH = TestEstate.all(Tenant.class).get(0);
  private static final Tenant UNSEEN = TestEstate.all(Tenant.class).get(1);

  @Test
  void tellsWhatIsGrantedAndUsed() {
    assertThat(TenantSheet.lines(HEALTH, TestEstate.all(ResourceQuota.class)))
        .contains(
            "Title:        健康门户",
            "Department:   huzhou",
            "Term:         now to no end",
            "health-web  requests.cpu     1.5    4",
            "health-web  requests.memory  1.5Gi  8Gi",
            "Ready      True    Ready   One namespace is in place.");
  }

  @Test
  void dashesWhatMayNotBeRead() {
    assertThat(TenantSheet.lines(HEALTH, List.of()))
        .contains("health-web  requests.cpu     -     4");
  }

  @Test
  void showsATenantThatTheOperatorHasNotSeen() {
    assertThat(TenantSheet.lines(UNSEEN, List.of())).contains("Tenant:       tourism");
  }
}
