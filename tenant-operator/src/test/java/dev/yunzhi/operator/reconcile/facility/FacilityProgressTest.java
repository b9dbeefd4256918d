package dev.yunzhi.operator.reconcile.facility;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yunzhi.api.v1alpha1.Facility;
import dev.yunzhi.api.v1alpha1.FacilityPhase;
import dev.yunzhi.api.v1alpha1.FacilityResources;
import dev.yunzhi.api.v1alpha1.FacilityWaveState;
import dev.yunzhi.api.v1alpha1.FacilityWaveStatus;
import dev.yunzhi.api.v1alpha1.Tenant;
import dev.yunzhi.operator.condition.Reason;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FacilityProgressTest {

  /** The last second of 30 June in Shanghai. */
  private static final Instant LAST_OF_JUNE = Instant.parse("2027-06-30T15:59:59Z");

  private static final String SYSTEMS =
      """
      systems:
      - {name: permits, wave: first, resources: {cpu: "8", memory: 32Gi, servers: 2}, move: {tenant: t-permits, movedOn: "2027-05-01"}}
      - {name: records, wave: first, resources: {cpu: 500m, memory: 1Gi, storage: 2Ti}, retiredOn: "2027-06-01"}
      - {name: maps, wave: second, resources: {servers: 1}}
      waves:
      - {name: first, dueOn: "2027-06-30"}
      - {name: second, dueOn: "2027-09-30"}
      """;

  @Test
  void whatHasLeftIsCountedAndWhatItTookIsFree() {
    var progress = at(LAST_OF_JUNE, facility("closesOn: '2027-12-31'", SYSTEMS), ready("permits"));

    assertThat(progress.phase()).isEqualTo(FacilityPhase.CLOSING);
    assertThat(progress.systems()).isEqualTo(3);
    assertThat(progress.moved()).isOne();
    assertThat(progress.retired()).isOne();
    assertThat(progress.left()).isOne();
    var freed =
        new FacilityResources(new Quantity("8500m"), new Quantity("33Gi"), new Quantity("2Ti"), 2);
    assertThat(progress.freed()).isEqualTo(freed);
    assertThat(progress.waves())
        .containsExactly(
            new FacilityWaveStatus("first", FacilityWaveState.DONE, 2, 1, 0, freed),
            new FacilityWaveStatus("second", FacilityWaveState.PLANNED, 1, 0, 1, Freed.NOTHING));
    assertThat(progress.doubts()).isEmpty();
  }

  @Test
  void aLastDayLastsUntilItsEndInShanghai() {
    Facility facility = facility("closesOn: '2027-06-30'", SYSTEMS.replace("09-30", "06-30"));

    var before = at(LAST_OF_JUNE, facility, null);
    assertThat(before.phase()).isEqualTo(FacilityPhase.CLOSING);
    assertThat(before.overdueWaves()).isEmpty();
    assertThat(before.nextChange()).isEqualTo(LAST_OF_JUNE.plusSeconds(1));

    var after = at(before.nextChange(), facility, null);
    assertThat(after.phase()).isEqualTo(FacilityPhase.OVERDUE);
    assertThat(after.overdueWaves()).containsExactly("first", "second");
    assertThat(after.nextChange()).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    ",                     , TENANT_NOT_FOUND",
    "maps,             True, OTHER_SYSTEM",
    "permits,         False, TENANT_NOT_READY",
  })
  void aMoveCountsOnlyIfTheTenantBearsItOut(String system, String ready, Reason doubt) {
    Tenant tenant = system == null ? null : tenant(system, ready);
    var progress = at(LAST_OF_JUNE, facility("", SYSTEMS), tenant);

    assertThat(progress.moved()).isZero();
    assertThat(progress.left()).isEqualTo(2);
    assertThat(progress.doubts()).extracting(Move::doubt).containsExactly(doubt);
  }

  @Test
  void aMoveThatIsToComeIsNone() {
    Facility facility = facility("", SYSTEMS.replace("2027-05-01", "2027-07-01"));

    var before = at(LAST_OF_JUNE, facility, ready("permits"));
    assertThat(before.moved()).isZero();
    assertThat(before.doubts()).isEmpty();
    assertThat(before.nextChange()).isEqualTo(LAST_OF_JUNE.plusSeconds(1));
    assertThat(at(before.nextChange(), facility, ready("permits")).moved()).isOne();
  }

  @Test
  void itIsClosedWhenItsLastSystemHasLeftAndStaysSoWhateverBecomesOfTheTenant() {
    String allGone = SYSTEMS.replace("{servers: 1}}", "{servers: 1}, retiredOn: '2027-06-02'}");
    Facility facility = facility("closesOn: '2027-05-31'\nclosedOn: '2027-06-30'", allGone);

    assertThat(at(LAST_OF_JUNE.minusSeconds(86400), facility, ready("permits")).phase())
        .isEqualTo(FacilityPhase.OVERDUE);
    assertThat(at(LAST_OF_JUNE, facility, null).phase()).isEqualTo(FacilityPhase.OVERDUE);
    assertThat(at(LAST_OF_JUNE, facility, ready("permits")).phase())
        .isEqualTo(FacilityPhase.CLOSED);

    var closed =
        Serialization.unmarshal(
            Serialization.asYaml(facility) + "\nstatus: {phase: Closed}\n", Facility.class);
    var later = at(LAST_OF_JUNE, closed, null);
    assertThat(later.phase()).isEqualTo(FacilityPhase.CLOSED);
    assertThat(later.left()).isZero();
    assertThat(later.doubts()).isEmpty();
  }

  @Test
  void withoutADayAndWithoutSystemsItIsOpen() {
    var progress = at(LAST_OF_JUNE, facility("", ""), null);

    assertThat(progress.phase()).isEqualTo(FacilityPhase.OPEN);
    assertThat(progress.systems()).isZero();
    assertThat(progress.freed()).isEqualTo(Freed.NOTHING);
    assertThat(progress.nextChange()).isNull();
  }

  private static FacilityProgress at(Instant now, Facility facility, Tenant permits) {
    return FacilityProgress.of(facility, name -> name.equals("t-permits") ? permits : null, now);
  }

  private static Tenant ready(String system) {
    return tenant(system, "True");
  }

  private static Tenant tenant(String system, String ready) {
    return Serialization.unmarshal(
        """
        apiVersion: yunzhi.dev/v1alpha1
        kind: Tenant
        metadata: {name: t-permits}
        spec: {system: %s}
        status:
          conditions: [{type: Ready, status: "%s", reason: Ready, message: ""}]
        """
            .formatted(system, ready),
        Tenant.class);
  }

  private static Facility facility(String days, String systems) {
    return Serialization.unmarshal(
        """
        apiVersion: yunzhi.dev/v1alpha1
        kind: Facility
        metadata: {name: room}
        spec:
          displayName: 机房
          type: MachineRoom
          department: root
        %s"""
            .formatted((days + "\n" + systems).indent(2)),
        Facility.class);
  }
}
