package dev.yunzhi.controlplane.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yunzhi.audit.asset.AssetFilter;
import dev.yunzhi.controlplane.inventory.Seen.Owner;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FoundByPoliciesTest {
  private static final Instant AT = Instant.parse("2026-11-26T00:00:00Z");

  private final Estate estate = new Estate();
  private final ClusterInventory inventory =
      new ClusterInventory(
          "home",
          AssetKinds.ALL,
          estate,
          null,
          ClusterInventory.Listener.NONE,
          Clock.fixed(AT, ZoneOffset.UTC));

  private static final AssetKind<PolicyReport> REPORTS = AssetKind.findings(PolicyReport.class);

  private static PolicyReport report(String name, String... objects) {
    StringBuilder yaml =
        new StringBuilder(
            """
            apiVersion: wgpolicyk8s.io/v1alpha2
            kind: PolicyReport
            metadata: {name: %1$s, namespace: tax-web, uid: uid-%1$s}
            summary: {fail: 1}
            results:
            """
                .formatted(name));
    for (String object : objects) {
      yaml.append(
          """
          - source: yunzhi
            policy: SEC-016
            rule: $.spec
            category: GB/T 22239
            severity: high
            result: fail
            scored: true
            timestamp: {seconds: 1, nanos: 0}
            message: privileged
            properties: {messageZh: 特权, effect: Deny}
            resources: [{apiVersion: v1, kind: Pod, namespace: tax-web, name: %1$s, uid: uid-%1$s}]
          """
              .formatted(object));
    }
    return Serialization.unmarshal(yaml.toString(), PolicyReport.class);
  }

  private List<Object> found() {
    return Stream.of(estate.standing(AssetFilter.FINDING))
        .flatMap(List::stream)
        .map(standing -> standing.facts().get("objectName"))
        .sorted()
        .toList();
  }

  private void seen(PolicyReport report) {
    inventory.seen(REPORTS, report);
  }

  @Test
  void keepsEachFindingForAsLongAsAReportSaysIt() {
    owned();
    seen(report("yunzhi-0", "a", "b"));
    assertThat(found()).containsExactly("a", "b");

    seen(report("yunzhi-0", "b", "c"));
    assertThat(found()).containsExactly("b", "c");

    inventory.gone(REPORTS, report("yunzhi-0"));
    assertThat(found()).isEmpty();
  }

  @Test
  void aFindingThatMovesToTheNextReportStands() {
    owned();
    seen(report("yunzhi-0", "a", "b"));
    seen(report("yunzhi-1", "b", "c"));
    seen(report("yunzhi-0", "a"));

    assertThat(found()).containsExactly("a", "b", "c");
  }

  @Test
  void aFindingIsTheTenantsWhoseNamespaceItIsIn() {
    owned();
    seen(report("yunzhi-0", "a"));

    Estate.Standing standing = estate.standing(AssetFilter.FINDING).get(0);

    assertThat(standing.owner()).isEqualTo(new Owner("tax", "tax", null));
    assertThat(standing.facts())
        .containsAllEntriesOf(
            Map.of(
                "policy", "SEC-016",
                "state", "fail",
                "messageZh", "特权",
                "clauses", "GB/T 22239",
                "objectKind", "Pod",
                "effect", "Deny"));
  }

  @Test
  void whatIsFoundInATenantIsThatTenants() {
    estate.put(tenant());
    ClusterPolicyReport report =
        Serialization.unmarshal(
            """
            apiVersion: wgpolicyk8s.io/v1alpha2
            kind: ClusterPolicyReport
            metadata: {name: yunzhi-0, uid: uid-c}
            results:
            - policy: GOV-006
              result: warn
              resources: [{kind: Tenant, name: tax}]
            """,
            ClusterPolicyReport.class);

    inventory.seen(AssetKind.findings(ClusterPolicyReport.class), report);

    assertThat(estate.standing(AssetFilter.FINDING).get(0).owner().department()).isEqualTo("tax");
  }

  private void owned() {
    estate.put(tenant());
    estate.put(
        new Seen(
            new Seen.Key("Namespace", "uid-ns"),
            "",
            "tax-web",
            Map.of(),
            new Owner(null, "tax", null),
            AT));
  }

  private static Seen tenant() {
    return new Seen(
        new Seen.Key("Tenant", "uid-t"), "", "tax", Map.of(), new Owner("tax", "tax", null), AT);
  }
}
