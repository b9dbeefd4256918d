package dev.yunzhi.operator.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yunzhi.api.v1alpha1.Agreement;
import dev.yunzhi.api.v1alpha1.Tenant;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HandshakeTest {

  private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");
  private static final String FLOW = "{from: portal, to: records, ports: [{port: 443}]}";

  private static final Map<String, Tenant> TENANTS =
      Map.of(
          "portal", tenant("tax"),
          "ledger", tenant("tax"),
          "records", tenant("health"),
          "patrol", tenant("police"));

  private final Agreement tax = half("dept-tax", "health", FLOW, "2027-01-01T00:00:00Z", "tan");
  private final Agreement health =
      half("dept-health", "tax", FLOW, "2026-12-01T08:00:00+08:00", "hu");

  @Test
  void bothHalvesAlikeAreInForceUntilTheEarlierEnd() {
    Handshake seen = shake(tax, health, NOW);

    assertThat(seen.inForce()).isTrue();
    assertThat(seen.until()).isEqualTo(Instant.parse("2026-12-01T00:00:00Z"));
    assertThat(shake(health, tax, NOW)).isEqualTo(seen);
    assertThat(shake(tax, health, seen.until().minusNanos(1)).inForce()).isTrue();
  }

  @Test
  void itEndsAtTheVeryInstant() {
    Instant end = Instant.parse("2026-12-01T00:00:00Z");

    assertNot("Ended", "The half of department health ended", shake(tax, health, end));
    assertNot("Ended", "renew it by a later spec.expiresAt", shake(health, tax, end));
  }

  @Test
  void oneHalfIsNone() {
    assertNot("AwaitingOtherSide", "in namespace dept-health", shake(tax, null, NOW));
    Agreement withOthers = half("dept-health", "police", FLOW, "2027-01-01T00:00:00Z", "hu");
    assertNot("AwaitingOtherSide", "with tax", shake(tax, withOthers, NOW));
  }

  @Test
  void halvesThatSayOtherThingsAreNone() {
    String more = "{from: portal, to: records, ports: [{port: 443}, {port: 22}]}";
    Agreement other = half("dept-health", "tax", more, "2027-01-01T00:00:00Z", "hu");

    assertNot("TermsDiffer", "spec.flows of both must say the same", shake(tax, other, NOW));
  }

  @Test
  void theOrderOfFlowsDoesNotMatter() {
    String back = "{from: records, to: portal, ports: [{port: 80}]}";
    Agreement one = half("dept-tax", "health", FLOW + ", " + back, "2027-01-01T00:00:00Z", "tan");
    Agreement two = half("dept-health", "tax", back + ", " + FLOW, "2027-01-01T00:00:00Z", "hu");

    assertThat(shake(one, two, NOW).inForce()).isTrue();
  }

  @Test
  void onePersonDoesNotSignForBoth() {
    Agreement same = half("dept-health", "tax", FLOW, "2027-01-01T00:00:00Z", "tan");

    assertNot("SameSignatory", "tan signed for both", shake(tax, same, NOW));
  }

  @Test
  void tenantsOfOthersCannotBeGivenAway() {
    for (String tenant : new String[] {"patrol", "nobody"}) {
      String flow = "{from: portal, to: %s, ports: [{port: 443}]}".formatted(tenant);
      assertNot(
          "TenantNotFound",
          "names tenant " + tenant,
          shake(
              half("dept-tax", "health", flow, "2027-01-01T00:00:00Z", "tan"),
              half("dept-health", "tax", flow, "2027-01-01T00:00:00Z", "hu"),
              NOW));
    }
  }

  @Test
  void anAgreementIsBetweenTwoDepartments() {
    String within = "{from: portal, to: ledger, ports: [{port: 443}]}";
    assertNot(
        "TenantNotFound",
        "of one department",
        shake(
            half("dept-tax", "health", within, "2027-01-01T00:00:00Z", "tan"),
            half("dept-health", "tax", within, "2027-01-01T00:00:00Z", "hu"),
            NOW));
  }

  private static void assertNot(String reason, String words, Handshake seen) {
    assertThat(seen.inForce()).isFalse();
    assertThat(seen.reason().wire()).isEqualTo(reason);
    assertThat(seen.message()).contains(words);
    assertThat(seen.until()).isNull();
  }

  private static Handshake shake(Agreement half, Agreement other, Instant now) {
    return Handshake.of(
        half,
        new Handshake.Records(
            (namespace, name) ->
                other != null && other.getMetadata().getNamespace().equals(namespace)
                    ? other
                    : null,
            TENANTS::get),
        now);
  }

  private static Agreement half(
      String namespace, String with, String flows, String end, String signedBy) {
    return Serialization.unmarshal(
        """
        metadata: {name: records, namespace: %s}
        spec: {with: %s, flows: [%s], purpose: 核验, expiresAt: "%s", signedBy: %s}
        """
            .formatted(namespace, with, flows, end, signedBy),
        Agreement.class);
  }

  private static Tenant tenant(String department) {
    return Serialization.unmarshal("spec: {department: %s}".formatted(department), Tenant.class);
  }
}
