package dev.yunzhi.e2e.isolation;

import static dev.yunzhi.e2e.isolation.Trying.admitted;
import static dev.yunzhi.e2e.isolation.Trying.refused;
import static dev.yunzhi.e2e.isolation.TwoTenants.CLINIC;
import static dev.yunzhi.e2e.isolation.TwoTenants.WEB;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import org.junit.jupiter.api.Test;

/**
 * {@code hill-clinic} has the node pool {@code gold}, {@code lake-permits} has none; in neither has
 * the default ServiceAccount a token to give.
 */
@OnTwoTenants
class NodePoolsAndAccountsTest {

  private final TwoTenants tenants;

  NodePoolsAndAccountsTest(TwoTenants tenants) {
    this.tenants = tenants;
  }

  @Test
  void podsRunInThePoolOfTheirTenantWithoutSayingSo() {
    Pod stored = admitted(tenants.hal(), Pods.right(CLINIC));

    assertThat(stored.getSpec().getNodeSelector()).containsEntry("yunzhi.dev/node-pool", "gold");
    assertThat(stored.getSpec().getTolerations())
        .filteredOn(t -> "yunzhi.dev/node-pool".equals(t.getKey()))
        .singleElement()
        .satisfies(t -> assertThat(t.getValue()).isEqualTo("gold"));
    assertThat(admitted(tenants.lily(), Pods.right(WEB)).getSpec().getNodeSelector())
        .isNullOrEmpty();
  }

  @Test
  void aSelectorOfItsOwnIsKept() {
    Pod stored =
        admitted(tenants.hal(), Pods.with(CLINIC, s -> s.addToNodeSelector("disk", "ssd")));

    assertThat(stored.getSpec().getNodeSelector())
        .containsEntry("disk", "ssd")
        .containsEntry("yunzhi.dev/node-pool", "gold");
  }

  @Test
  void nobodyEntersThePoolOfAnother() {
    refused(
        tenants.lily(),
        Pods.with(WEB, s -> s.addToNodeSelector("yunzhi.dev/node-pool", "gold")),
        "SEC-013",
        "$.spec.nodeSelector",
        "不属于本租户");
    refused(
        tenants.lily(),
        Pods.with(WEB, s -> s.addNewToleration().withOperator("Exists").endToleration()),
        "SEC-013",
        "tolerates the taints of other pools");
    refused(
        tenants.lily(),
        Pods.with(WEB, s -> s.withNodeName("gold-1")),
        "SEC-013",
        "$.spec.nodeName");
  }

  @Test
  void nobodyLeavesTheirOwnPool() {
    refused(
        tenants.hal(),
        Pods.with(CLINIC, s -> s.addToNodeSelector("yunzhi.dev/node-pool", "lead")),
        "SEC-013",
        "must be \"gold\"");
  }

  @Test
  void theDefaultAccountGivesNoToken() {
    Pod stored = admitted(tenants.lily(), Pods.right(WEB));
    assertThat(stored.getSpec().getVolumes()).isNullOrEmpty();

    refused(
        tenants.lily(),
        Pods.with(WEB, s -> s.withAutomountServiceAccountToken(true)),
        "SEC-018",
        "token of the ServiceAccount default",
        "默认 ServiceAccount 的令牌");
  }

  @Test
  void anAccountOfItsOwnDoes() {
    var robot =
        new ServiceAccountBuilder()
            .withNewMetadata()
            .withName("robot")
            .withNamespace(WEB)
            .endMetadata()
            .build();
    tenants.lily().resource(robot).create();
    try {
      Pod stored = admitted(tenants.lily(), Pods.with(WEB, s -> s.withServiceAccountName("robot")));
      assertThat(stored.getSpec().getVolumes()).hasSize(1);
    } finally {
      tenants.lily().resource(robot).delete();
    }
  }
}
