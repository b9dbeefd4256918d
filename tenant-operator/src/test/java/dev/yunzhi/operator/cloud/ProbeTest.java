package dev.yunzhi.operator.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProbeTest {

  @Test
  void nodesThatTakePodsAddUp() {
    var capacity =
        Probe.capacity(
            List.of(
                node("True", false, "3500m", "8388608Ki"),
                node("True", false, "4500m", "8Gi"),
                node("False", false, "64", "64Gi"),
                node("True", true, "64", "64Gi"),
                new NodeBuilder().withNewSpec().endSpec().build()));

    assertThat(capacity.nodes()).isEqualTo(2);
    assertThat(capacity.cpu()).hasToString("8");
    assertThat(capacity.memory()).hasToString("16Gi");
  }

  @Test
  void noNodesGiveNothing() {
    var capacity = Probe.capacity(List.of());

    assertThat(capacity.nodes()).isZero();
    assertThat(capacity.cpu()).hasToString("0");
    assertThat(capacity.memory()).hasToString("0");
  }

  private static Node node(String ready, boolean cordoned, String cpu, String memory) {
    return new NodeBuilder()
        .withNewSpec()
        .withUnschedulable(cordoned)
        .endSpec()
        .withNewStatus()
        .addNewCondition()
        .withType("Ready")
        .withStatus(ready)
        .endCondition()
        .addToAllocatable("cpu", new Quantity(cpu))
        .addToAllocatable("memory", new Quantity(memory))
        .endStatus()
        .build();
  }
}
