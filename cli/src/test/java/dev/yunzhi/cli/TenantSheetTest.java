package dev.yunzhi.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yunzhi.api.v1alpha1.PolicyException;
import dev.yunzhi.api.v1alpha1.Tenant;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class TenantSheetTest {

  private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");
  private static final Tenant HEALTH = TestEstate.all(Tenant.class).get(0);
  private static final Tenant UNSEEN = TestEstate.all(Tenant.class).get(1);

  @Test
  void tellsWhatIsGrantedAndUsed() {
    assertThat(TenantSheet.lines(HEALTH, TestEstate.all(ResourceQuota.class), List.of(), NOW))
        .contains(
            "Title:        健康门户",
            "Department:   huzhou",
            "Term:         now to no end",
            "health-web  requests.cpu     1.5    4",
            "health-web  requests.memory  1.5Gi  8Gi",
            "Ready      True    Ready   One namespace is in place.");
  }

  @Test
  void tellsWhatItIsExemptFromUntilTheVeryEnd() {
    var exceptions = TestEstate.all(PolicyException.class);
    var end = Instant.parse("2027-02-27T16:00:00Z");

    assertThat(TenantSheet.lines(HEALTH, List.of(), exceptions, end.minusMillis(1)))
        .contains(
            "NAMESPACE   EXCEPTION  POLICIES         STATE    APPROVED BY  ENDS",
            "health-web  old-image  SEC-019          Active   li           2027-02-28T00:00:00+08:00",
            "health-web  root-user  SEC-016,SEC-018  Pending  -            2027-03-31T00:00:00+08:00");
    assertThat(TenantSheet.lines(HEALTH, List.of(), exceptions, end))
        .contains(
            "health-web  old-image  SEC-019          Ended    li           2027-02-28T00:00:00+08:00");
  }

  @Test
  void dashesWhatMayNotBeRead() {
    assertThat(TenantSheet.lines(HEALTH, List.of(), List.of(), NOW))
        .contains("health-web  requests.cpu     -     4");
  }

  @Test
  void showsATenantThatTheOperatorHasNotSeen() {
    assertThat(TenantSheet.lines(UNSEEN, List.of(), List.of(), NOW))
        .contains("Tenant:       tourism");
  }
}
