package dev.yunzhi.controlplane.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yunzhi.api.v1alpha1.Cloud;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CloudFactsTest {

  private static Map<String, Object> facts(String more) {
    return AssetKinds.CLOUD.facts(
        Serialization.unmarshal(
            """
            metadata: {name: west}
            spec:
              displayName: 西部政务云
              provider: 某运营商
              category: Departmental
              kubeconfigSecret: west
              protectionLevel: 3
              region: cn-west
              pue: "1.25"
            """
                + more,
            Cloud.class));
  }

  @Test
  void saysWhoseItIsWhereAndWhatItHasToGive() {
    Map<String, Object> facts =
        facts(
            """
            status:
              clusterId: uid
              version: v1.36.3
              tenants: 4711
              capacity: {nodes: 2, cpu: "7", memory: 16Gi}
            """);

    assertThat(facts)
        .containsEntry("provider", "某运营商")
        .containsEntry("cloudCategory", "Departmental")
        .containsEntry("place", "cn-west")
        .containsEntry("protectionLevel", "3")
        .containsEntry("pue", "1.25")
        .containsEntry("clusterId", "uid")
        .containsEntry("capacity", Map.of("nodes", 2, "cpu", "7", "memory", "16Gi"))
        // That is the category of GB/T 14885, which nobody has told.
        .doesNotContainKeys("category", "state");
    assertThat(facts.get("specification")).asString().doesNotContain("4711").contains("v1.36.3");
  }

  @Test
  void beforeTheOperatorHasLookedNothingIsInvented() {
    assertThat(facts("")).doesNotContainKeys("state", "capacity", "clusterId");
  }

  @ParameterizedTest
  @CsvSource({
    "'True',  Connected,   false, Ready",
    "'True',  Connected,   true,  Cordoned",
    "'False', Unreachable, false, Unreachable",
    "'False', Unreachable, true,  Unreachable",
  })
  void itsStateIsTheOperators(String ready, String reason, boolean cordoned, String state) {
    assertThat(
            facts(
                """
                  unschedulable: %s
                status:
                  conditions: [{type: Ready, status: "%s", reason: %s}]
                """
                    .formatted(cordoned, ready, reason)))
        .containsEntry("state", state);
  }
}
