package dev.yunzhi.e2e.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.yunzhi.api.v1alpha1.Facility;
import dev.yunzhi.api.v1alpha1.FacilityPhase;
import dev.yunzhi.api.v1alpha1.FacilityResources;
import dev.yunzhi.api.v1alpha1.FacilityWaveState;
import dev.yunzhi.api.v1alpha1.FacilityWaveStatus;
import dev.yunzhi.api.v1alpha1.Tenant;
import io.fabric8.kubernetes.api.model.Quantity;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** How machine rooms and private networks empty and close. */
@OnOperatorEstate
class FacilityTest {

  private static final String WAVES =
      """
        waves:
        - {name: first, dueOn: "2098-06-30"}
        - {name: second, dueOn: "2098-09-30"}
      """;

  private final OperatorEstate estate;

  FacilityTest(OperatorEstate estate) {
    this.estate = estate;
  }

  @Test
  @Provokes({
    "Facility OnSchedule=True OnSchedule",
    "Facility MovesConfirmed=False TenantNotFound",
    "Facility MovesConfirmed=False OtherSystem",
    "Facility MovesConfirmed=True Confirmed",
    "Facility event FacilityWaveDone"
  })
  void aSystemHasMovedOnceItsTenantIsReadyAndNamesIt() throws IOException {
    estate.apply(
        room(
            "fac-moving",
            "closesOn: \"2098-12-31\"",
            """
              systems:
              - name: 许可系统
                resources: {cpu: "8", memory: 32Gi, servers: 2}
                wave: first
                move: {tenant: fac-permits, movedOn: "2026-01-10"}
              - {name: 档案系统, resources: {storage: 4Ti}, wave: second}
            """
                + WAVES));
    Facility missing = awaitCondition("fac-moving", "MovesConfirmed", "False", "TenantNotFound");
    assertThat(missing.getStatus().left()).isEqualTo(2);
    awaitCondition("fac-moving", "OnSchedule", "True", "OnSchedule");

    String tenant = Objects.tenant("fac-permits", "Retain", "[{name: web}]", "{pods: '4'}");
    estate.apply(tenant + "  system: 别的系统\n");
    awaitCondition("fac-moving", "MovesConfirmed", "False", "OtherSystem");

    estate.apply(tenant + "  system: 许可系统\n");
    Facility moved = awaitCondition("fac-moving", "MovesConfirmed", "True", "Confirmed");
    var freed = new FacilityResources(new Quantity("8"), new Quantity("32Gi"), null, 2);
    assertThat(moved.getStatus().phase()).isEqualTo(FacilityPhase.CLOSING);
    assertThat(moved.getStatus().systems()).isEqualTo(2);
    assertThat(moved.getStatus().moved()).isOne();
    assertThat(moved.getStatus().left()).isOne();
    assertThat(moved.getStatus().freed()).isEqualTo(freed);
    assertThat(moved.getStatus().waves())
        .containsExactly(
            new FacilityWaveStatus("first", FacilityWaveState.DONE, 1, 1, 0, freed),
            new FacilityWaveStatus(
                "second",
                FacilityWaveState.PLANNED,
                1,
                0,
                1,
                new FacilityResources(null, null, null, null)));

    long before = estate.reconciliations("facility");
    await()
        .atMost(OperatorEstate.LIMIT)
        .until(() -> estate.reconciliations("facility") > before + 3);
    assertThat(estate.get(Facility.class, "fac-moving").getMetadata().getResourceVersion())
        .as("nothing is written while nothing happens")
        .isEqualTo(moved.getMetadata().getResourceVersion());
  }

  @Test
  @Provokes("Facility MovesConfirmed=False TenantNotReady")
  void aTenantThatIsNotReadyTookNothingOver() {
    estate.apply(
        Objects.tenant("fac-half", "Retain", "[{name: web, quota: {pods: '40'}}]", "{pods: '4'}")
            + "  system: 半成品系统\n");
    estate.apply(
        room(
            "fac-unready",
            "closesOn: \"2098-12-31\"",
            "  systems: [{name: 半成品系统, move: {tenant: fac-half, movedOn: \"2026-01-10\"}}]\n"));

    awaitCondition("fac-unready", "MovesConfirmed", "False", "TenantNotReady");
  }

  @Test
  @Provokes({
    "Facility OnSchedule=False ClosingOverdue",
    "Facility OnSchedule=False WaveOverdue",
    "Facility event FacilityOverdue",
    "Facility event FacilityWaveOverdue"
  })
  void whatIsLateSaysSo() {
    String system = "  systems: [{name: 迟到系统, wave: first}]\n";
    String wave = "  waves: [{name: first, dueOn: \"2025-06-30\"}]\n";
    estate.apply(room("fac-late", "closesOn: \"2025-12-31\"", system + wave));
    estate.apply(room("fac-late-wave", "closesOn: \"2098-12-31\"", system + wave));

    Facility late = awaitCondition("fac-late", "OnSchedule", "False", "ClosingOverdue");
    assertThat(late.getStatus().phase()).isEqualTo(FacilityPhase.OVERDUE);
    assertThat(late.getStatus().wavesOverdue()).isOne();
    Facility behind = awaitCondition("fac-late-wave", "OnSchedule", "False", "WaveOverdue");
    assertThat(behind.getStatus().phase()).isEqualTo(FacilityPhase.CLOSING);
  }

  @Test
  @Provokes({
    "Facility OnSchedule=False NoClosingDate",
    "Facility OnSchedule=True MayStay",
    "Facility OnSchedule=False DepartmentNotFound"
  })
  void oneWithoutADayHasToSayWhyItMayStay() {
    estate.apply(room("fac-open", "", ""));
    estate.apply(room("fac-lawful", "legalBasis: 某条例第三条", ""));
    estate.apply(
        room("fac-nobodys", "", "").replace("department: root", "department: fac-nowhere"));

    awaitCondition("fac-open", "OnSchedule", "False", "NoClosingDate");
    assertThat(awaitCondition("fac-lawful", "OnSchedule", "True", "MayStay").getStatus().phase())
        .isEqualTo(FacilityPhase.OPEN);
    awaitCondition("fac-nobodys", "OnSchedule", "False", "DepartmentNotFound");
  }

  @Test
  @Provokes({
    "Facility OnSchedule=False SystemsLeft",
    "Facility OnSchedule=True Closed",
    "Facility event FacilityClosed"
  })
  void itClosesNoSoonerThanItsLastSystemHasLeftAndStaysClosed() {
    String move = "  systems: [{name: 末班系统, move: {tenant: fac-last, movedOn: \"2026-01-10\"}}]\n";
    String closed = "closesOn: \"2098-12-31\"\n  closedOn: \"2026-02-01\"";
    // Whoever creates it closed is believed no more than whoever closes it.
    estate.apply(room("fac-hasty", closed, move));
    Facility hasty = awaitCondition("fac-hasty", "OnSchedule", "False", "SystemsLeft");
    assertThat(hasty.getStatus().phase()).isEqualTo(FacilityPhase.CLOSING);

    estate.apply(room("fac-closing", "closesOn: \"2098-12-31\"", move));
    awaitCondition("fac-closing", "MovesConfirmed", "False", "TenantNotFound");
    assertThat(estate.tryApply(room("fac-closing", closed, move)).stderr())
        .contains("systems are left in it by its status");
    assertThat(estate.cluster().kubectl("delete", "facility", "fac-closing").stderr())
        .contains("Facility fac-closing cannot be deleted while systems are left in it: 1");

    estate.apply(
        Objects.tenant("fac-last", "Delete", "[{name: web}]", "{pods: '4'}") + "  system: 末班系统\n");
    awaitCondition("fac-closing", "MovesConfirmed", "True", "Confirmed");
    estate.apply(room("fac-closing", closed, move));
    awaitCondition("fac-closing", "OnSchedule", "True", "Closed");

    estate.apply(
        Objects.tenant("fac-last", "Delete", "[{name: web}]", "{pods: '4'}") + "  system: 后来的系统\n");
    estate.awaitObject(Tenant.class, "fac-last", t -> t.getSpec().system().equals("后来的系统"));
    // Another object of the same tenant that must follow it.
    estate.apply(room("fac-witness", "closesOn: \"2098-12-31\"", move));
    awaitCondition("fac-witness", "MovesConfirmed", "False", "OtherSystem");
    assertThat(awaitCondition("fac-closing", "OnSchedule", "True", "Closed").getStatus().left())
        .isZero();
    assertThat(estate.cluster().kubectl("delete", "facility", "fac-closing").succeeded()).isTrue();
  }

  /**
   * A machine room of the department {@code root}.
   *
   * @param days lines of the spec, indented but for the first; may be empty
   * @param systems further lines, indented
   */
  private static String room(String name, String days, String systems) {
    return """
        apiVersion: yunzhi.dev/v1alpha1
        kind: Facility
        metadata: {name: %s}
        spec:
          displayName: 测试机房
          type: MachineRoom
          department: root
          %s
        %s"""
        .formatted(name, days, systems);
  }

  private Facility awaitCondition(String name, String type, String status, String reason) {
    return estate.awaitObject(
        Facility.class,
        name,
        f -> Objects.has(f, f.getStatus().conditions(), type, status, reason));
  }
}
