package dev.yunzhi.operator.idle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yunzhi.api.v1alpha1.TenantSpec;
import dev.yunzhi.api.v1alpha1.TenantStatus;
import dev.yunzhi.operator.model.TenantLife;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdleTenantsTest {

  private static final TenantLife.Terms TERMS =
      new TenantLife.Terms(Duration.ofDays(30), Duration.ofDays(7));
  private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "purpose: x                        | -                                            | false",
        "purpose: x                        | conditions: [{type: Halted, status: 'True'}] | true",
        "purpose: x                        | conditions: [{type: Ready, status: 'True'}]  | false",
        "suspend: {reason: x}              | phase: Active                                | true",
        "expiresAt: '2026-11-01T00:00:00Z' | phase: Active                                | true",
        "expiresAt: '2026-11-25T00:00:00Z' | phase: Active                                | false",
      })
  void whatSomebodyElseStoppedRests(String spec, String status, boolean rests) {
    TenantLife life = TenantLife.of(Serialization.unmarshal(spec, TenantSpec.class), TERMS, NOW);
    TenantStatus its = status == null ? null : Serialization.unmarshal(status, TenantStatus.class);

    assertThat(IdleTenants.rests(life, its)).isEqualTo(rests);
  }
}
