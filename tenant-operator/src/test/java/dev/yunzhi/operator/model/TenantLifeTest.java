package dev.yunzhi.operator.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yunzhi.api.v1alpha1.Tenant;
import dev.yunzhi.api.v1alpha1.TenantPhase;
import dev.yunzhi.api.v1alpha1.TenantSpec;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TenantLifeTest {

  private static final TenantLife.Terms TERMS =
      new TenantLife.Terms(Duration.ofDays(30), Duration.ofDays(7));
  private static final String ENDS_IN_DECEMBER = "expiresAt: '2026-12-31T00:00:00Z'";

  @ParameterizedTest
  @CsvSource({
    "2026-11-30T23:59:59Z, ACTIVE,    ,        2026-12-01T00:00:00Z",
    "2026-12-01T00:00:00Z, EXPIRING,  ,        2026-12-31T00:00:00Z",
    "2026-12-31T00:00:00Z, EXPIRING,  ,        2027-01-07T00:00:00Z",
    "2027-01-06T23:59:59Z, EXPIRING,  ,        2027-01-07T00:00:00Z",
    "2027-01-07T00:00:00Z, SUSPENDED, EXPIRED, ",
  })
  void aTermIsNotedThenOverThenLapsed(
      Instant now, TenantPhase phase, Standstill standstill, Instant next) {
    TenantLife life = TenantLife.of(spec(ENDS_IN_DECEMBER), TERMS, now);

    assertThat(life.phase()).isEqualTo(phase);
    assertThat(life.standstill()).isEqualTo(standstill);
    assertThat(life.next()).isEqualTo(next);
  }

  @Test
  void prolongingTheTermBringsItBack() {
    Instant lapsed = Instant.parse("2027-02-01T00:00:00Z");

    assertThat(TenantLife.of(spec(ENDS_IN_DECEMBER), TERMS, lapsed).phase())
        .isEqualTo(TenantPhase.SUSPENDED);
    assertThat(TenantLife.of(spec("expiresAt: '2028-12-31T00:00:00Z'"), TERMS, lapsed).phase())
        .isEqualTo(TenantPhase.ACTIVE);
  }

  @Test
  void withoutATermNothingEverChanges() {
    TenantLife life = TenantLife.of(spec("purpose: x"), TERMS, Instant.EPOCH);

    assertThat(life.phase()).isEqualTo(TenantPhase.ACTIVE);
    assertThat(life.next()).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "hibernation: [{from: '20:00', to: '07:00'}] | HIBERNATING | HIBERNATING",
        "{hibernation: [{from: '20:00', to: '07:00'}], expiresAt: '2026-01-01T00:00:00Z'} | SUSPENDED | EXPIRED",
        "{suspend: {reason: x}, hibernation: [{from: '20:00', to: '07:00'}]} | SUSPENDED | ORDERED",
        "{suspend: {reason: x}, expiresAt: '2026-01-01T00:00:00Z'} | SUSPENDED | ORDERED",
        "{suspend: {reason: x}, end: {approvedAt: '2026-01-01T00:00:00Z'}} | RECLAIMING | ENDED",
      })
  void theStrongerReasonCounts(String spec, TenantPhase phase, Standstill standstill) {
    TenantLife life = TenantLife.of(spec(spec), TERMS, Instant.parse("2026-11-25T13:00:00Z"));

    assertThat(life.phase()).isEqualTo(phase);
    assertThat(life.standstill()).isEqualTo(standstill);
  }

  @Test
  void itIsLookedAtAgainWhenItWakes() {
    TenantLife life =
        TenantLife.of(
            spec("hibernation: [{from: '20:00', to: '07:00'}]"),
            TERMS,
            Instant.parse("2026-11-25T13:00:00Z"));

    assertThat(life.wakes()).isEqualTo("2026-11-25T23:00:00Z");
    assertThat(life.next()).isEqualTo("2026-11-25T23:00:00Z");
  }

  @Test
  void anEndedTenantWaitsForNothing() {
    TenantLife life =
        TenantLife.of(
            spec("{end: {approvedAt: '2026-01-01T00:00:00Z'}, expiresAt: '2027-01-01T00:00:00Z'}"),
            TERMS,
            Instant.parse("2026-11-25T13:00:00Z"));

    assertThat(life.next()).isNull();
    assertThat(life.readOnly()).isEqualTo("Ended");
  }

  private static TenantSpec spec(String yaml) {
    String block = yaml.startsWith("{") ? yaml : "{" + yaml + "}";
    return Serialization.unmarshal("spec: " + block, Tenant.class).getSpec();
  }
}
