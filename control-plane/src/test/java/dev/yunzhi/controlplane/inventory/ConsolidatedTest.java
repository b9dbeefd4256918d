package dev.yunzhi.controlplane.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yunzhi.api.v1alpha1.ComponentSubscription;
import dev.yunzhi.api.v1alpha1.Facility;
import dev.yunzhi.api.v1alpha1.SharedComponent;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConsolidatedTest {

  private static final String SPEC =
      """
      apiVersion: yunzhi.dev/v1alpha1
      kind: Facility
      metadata: {name: room, creationTimestamp: "2026-11-01T00:00:00Z"}
      spec:
        displayName: 机房
        type: MachineRoom
        department: huzhou
        place: 三号楼
        closesOn: "2027-12-31"
        waves: [{name: first, dueOn: "2027-06-30"}]
      """;

  @Test
  void theRecordHasTheProgressOfAFacilityInParts() {
    Map<String, Object> facts =
        AssetKinds.FACILITY.facts(
            Serialization.unmarshal(
                SPEC
                    + """
                    status:
                      phase: Closing
                      systems: 3
                      moved: 1
                      retired: 1
                      left: 1
                      wavesOverdue: 0
                      freed: {cpu: "8", servers: 2}
                      waves:
                      - {name: first, state: Done, systems: 2, moved: 1, left: 0, freed: {cpu: "8", servers: 2}}
                    """,
                Facility.class));

    assertThat(facts)
        .containsEntry("facilityType", "MachineRoom")
        .containsEntry("closesOn", "2027-12-31")
        .containsEntry("expires", "2027-12-31")
        .containsEntry("place", "三号楼")
        .containsEntry("state", "Closing")
        .containsEntry("systems", 3)
        .containsEntry("moved", 1)
        .containsEntry("retired", 1)
        .containsEntry("left", 1)
        .containsEntry("freed", Map.of("cpu", "8", "servers", 2))
        .containsEntry(
            "waves",
            List.of(
                Map.of(
                    "name",
                    "first",
                    "dueOn",
                    "2027-06-30",
                    "state",
                    "Done",
                    "systems",
                    2,
                    "moved",
                    1,
                    "left",
                    0,
                    "freed",
                    Map.of("cpu", "8", "servers", 2))));
    assertThat(facts.get("specification"))
        .isEqualTo("title: 机房; type: MachineRoom; systems: 3; left: 1");
  }

  @Test
  void theRecordHasWhichSystemsAFacilityStillHolds() {
    Facility facility =
        Serialization.unmarshal(
            SPEC
                + """
                  systems:
                  - {name: 社保}
                  - {name: 交通}
                  - {name: 门户, move: {tenant: portal, movedOn: "2026-11-20"}}
                  - {name: 旧站, retiredOn: "2026-11-21"}
                """,
            Facility.class);

    assertThat(AssetKinds.FACILITY.facts(facility))
        .containsEntry("systemsHere", List.of("交通", "社保"));
  }

  @Test
  void theRecordHasHowMuchAComponentIsUsed() {
    var component =
        Serialization.unmarshal(
            """
            apiVersion: yunzhi.dev/v1alpha1
            kind: SharedComponent
            metadata: {name: identity}
            spec: {displayName: 统一身份认证, category: 身份认证, provider: huzhou, protectionLevel: 3, lifecycle: Offered}
            status: {subscriptions: 4, active: 3, departments: 1, tenants: 2}
            """,
            SharedComponent.class);

    assertThat(AssetKinds.COMPONENT.owner().apply(component).department()).isEqualTo("huzhou");
    assertThat(AssetKinds.COMPONENT.facts(component))
        .containsEntry("componentCategory", "身份认证")
        .containsEntry("protectionLevel", "3")
        .containsEntry("state", "Offered")
        .containsEntry("subscriptions", 4)
        .containsEntry("active", 3)
        .containsEntry("departments", 1)
        .containsEntry("tenants", 2);
  }

  @Test
  void aSubscriptionIsItsDepartmentsAndSaysWhyItIsNotActive() {
    var subscription =
        Serialization.unmarshal(
            """
            apiVersion: yunzhi.dev/v1alpha1
            kind: ComponentSubscription
            metadata: {name: login, namespace: dept-huzhou}
            spec: {component: identity, tenant: portal, purpose: 登录}
            status:
              conditions: [{type: Active, status: "False", reason: AwaitingApproval, message: ""}]
            """,
            ComponentSubscription.class);

    assertThat(AssetKinds.SUBSCRIPTION.owner().apply(subscription).department())
        .isEqualTo("huzhou");
    assertThat(AssetKinds.SUBSCRIPTION.facts(subscription))
        .containsEntry("component", "identity")
        .containsEntry("usedBy", "portal")
        .containsEntry("state", "AwaitingApproval");
  }

  @Test
  void beforeTheOperatorHasLookedNothingIsInvented() {
    Facility facility = Serialization.unmarshal(SPEC, Facility.class);

    assertThat(AssetKinds.FACILITY.facts(facility))
        .doesNotContainKeys("state", "systems", "left", "freed", "waves");
    assertThat(AssetKinds.FACILITY.owner().apply(facility).department()).isEqualTo("huzhou");
  }
}
