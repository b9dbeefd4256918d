package dev.yunzhi.operator.idle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yunzhi.api.v1alpha1.Environment;
import dev.yunzhi.api.v1alpha1.TenantUse;
import dev.yunzhi.operator.budget.Amounts;
import io.fabric8.kubernetes.api.model.Quantity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Use of a tenant out of that of its namespaces, and what it keeps of its quota. */
class TenantMeasureTest {

  private static final Instant AT = Instant.parse("2026-11-26T12:00:00Z");
  private static final double MEBI = 1024 * 1024;
  private static final Map<String, Quantity> QUOTA =
      Map.of(
          "requests.cpu", new Quantity("4"),
          "limits.cpu", new Quantity("8"),
          "requests.memory", new Quantity("8Gi"),
          "pods", new Quantity("40"));
  private static final IdleTerms TERMS =
      new IdleTerms(
          5,
          20,
          Duration.ofDays(14),
          Duration.ofHours(18),
          Duration.ofDays(14),
          Duration.ofDays(7),
          true,
          true,
          Set.of(Environment.DEVELOPMENT),
          1.5,
          25);

  private static NamespaceUse full(double average, double p95) {
    return new NamespaceUse(average, p95, 336);
  }

  private static Measurement measured(NamespaceUse cpu, NamespaceUse memory) {
    return new Measurement(
        AT,
        Map.of(
            "cpu", Map.of("t-web", cpu, "t-db", full(0.05, 0.1)),
            "memory", Map.of("t-web", memory, "t-db", full(16 * MEBI, 64 * MEBI))));
  }

  private static Optional<TenantUse> use(Measurement measurement, TenantUse before) {
    return new TenantMeasure(TERMS, 302.4).of(measurement, List.of("t-web", "t-db"), QUOTA, before);
  }

  @Test
  void theLargerOfProcessorAndMemoryCountsAndIsRoundedUp() {
    TenantUse use = use(measured(full(0.1101, 0.5), full(100 * MEBI, 200 * MEBI)), null).get();

    // 0.1601 of 4 cores, and 0.6; 116 Mi of 8 Gi, and 264 Mi.
    assertThat(use.average()).isEqualTo(5);
    assertThat(use.p95()).isEqualTo(15);
    assertThat(use.amounts())
        .isEqualTo(Map.of("cpu", new Quantity("600m"), "memory", new Quantity("276824064")));
    assertThat(use.idleSince()).as("5 % is not below 5 %").isNull();
  }

  @Test
  void anIdleTenantIsSoSinceTheWindowBeganAndItsDaysAdd() {
    TenantUse first = use(measured(full(0.01, 0.02), full(MEBI, MEBI)), null).get();
    assertThat(first.idleSince()).isEqualTo("2026-11-12T12:00:00Z");
    assertThat(first.idleDays()).isEqualTo(14);
    assertThat(first.window()).isEqualTo("14d");

    var later =
        new Measurement(AT.plus(Duration.ofDays(3)), measured(full(0, 0), full(MEBI, MEBI)).use());
    assertThat(use(later, first).get().idleDays()).isEqualTo(17);
  }

  @Test
  void aSeldomButHardWorkedTenantIsNotIdle() {
    assertThat(use(measured(full(0.01, 0.9), full(MEBI, MEBI)), null).get().idleSince()).isNull();
  }

  @Test
  void whatMonitoringDoesNotKnowWhollyIsUnknown() {
    assertThat(use(measured(new NamespaceUse(0, 0, 302), full(0, 0)), null)).isEmpty();
    assertThat(use(new Measurement(AT, Map.of()), null)).isEmpty();
    assertThat(
            new TenantMeasure(TERMS, 1)
                .of(measured(full(0, 0), full(0, 0)), List.of("t-other"), QUOTA, null))
        .isEmpty();
    assertThat(
            new TenantMeasure(TERMS, 1)
                .of(measured(full(0, 0), full(0, 0)), List.of(), QUOTA, null))
        .isEmpty();
    assertThat(
            new TenantMeasure(TERMS, 1)
                .of(
                    measured(full(0, 0), full(0, 0)),
                    List.of("t-web"),
                    Map.of("pods", new Quantity("4")),
                    null))
        .isEmpty();
  }

  @Test
  void aTenantKeepsWhatItUsedAndSomeMoreAndNeverLessThanItsPodsHaveReserved() {
    var used = Map.of("cpu", new Quantity("1"), "memory", new Quantity("276824064"));
    var reserved =
        Amounts.of(Map.of("requests.memory", new Quantity("3Gi"), "limits.cpu", new Quantity("9")));

    // 1.5 of 4 cores; the 9 of 8 that are reserved; 3 Gi of memory; Pods are not measured.
    assertThat(RetainedQuota.of(QUOTA, reserved, used, TERMS))
        .isEqualTo(
            Map.of(
                "requests.cpu",
                new Quantity("1500m"),
                "requests.memory",
                new Quantity("3221225472")));
    // A quarter is kept in any case.
    assertThat(RetainedQuota.of(QUOTA, Amounts.NONE, Map.of(), TERMS))
        .containsEntry("requests.cpu", new Quantity("1"))
        .containsEntry("limits.cpu", new Quantity("2"))
        .doesNotContainKey("pods");
  }
}
