package dev.yunzhi.audit.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.yunzhi.audit.TestDatabase;
import dev.yunzhi.audit.asset.AsOf;
import dev.yunzhi.audit.asset.AssetFacts;
import dev.yunzhi.audit.asset.AssetFilter;
import dev.yunzhi.audit.asset.AssetHistory;
import dev.yunzhi.audit.asset.AssetId;
import dev.yunzhi.audit.asset.AssetReader;
import dev.yunzhi.audit.asset.Observation;
import dev.yunzhi.audit.ledger.Ledger;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

class ConsolidationReportTest {
  private static final Instant SPRING = Instant.parse("2026-04-01T00:00:00Z");
  private static final Instant SUMMER = Instant.parse("2026-07-01T00:00:00Z");

  private final DataSource database = TestDatabase.empty();
  private final Ledger ledger = new Ledger(database);
  private final AssetHistory history = new AssetHistory(database, ledger);

  @Test
  void showsOfEachDayHowFarFacilitiesHadEmptied() throws IOException {
    history.observe(
        List.of(
            Observation.seen(
                new AssetId("home", "Department", "", "huzhou", "uid-huzhou"),
                SPRING,
                AssetFacts.of(
                    "huzhou", null, null, new ObjectMapper().readTree("{\"level\": \"City\"}")))));
    observe(
        SPRING,
        "{\"title\": \"三号机房\", \"facilityType\": \"MachineRoom\", \"state\": \"Closing\","
            + " \"closesOn\": \"2026-12-31\", \"systems\": 3, \"moved\": 0, \"retired\": 0,"
            + " \"left\": 3, \"wavesOverdue\": 0, \"waves\": [{\"name\": \"first\", \"dueOn\":"
            + " \"2026-06-30\", \"state\": \"Planned\", \"systems\": 2, \"left\": 2}]}");
    observe(
        SUMMER,
        "{\"title\": \"三号机房\", \"facilityType\": \"MachineRoom\", \"state\": \"Closing\","
            + " \"closesOn\": \"2026-12-31\", \"systems\": 3, \"moved\": 1, \"retired\": 1,"
            + " \"left\": 1, \"wavesOverdue\": 0, \"waves\": [{\"name\": \"first\", \"dueOn\":"
            + " \"2026-06-30\", \"state\": \"Done\", \"systems\": 2, \"left\": 0}],"
            + " \"freed\": {\"cpu\": \"16\", \"memory\": \"64Gi\", \"servers\": 4}}");

    assertThat(row(SPRING.plus(Duration.ofDays(1))))
        .startsWith("huzhou,City,room,三号机房,MachineRoom,,,Closing,2026-12-31,,,3,0,0,3,0,0,")
        .contains(",first 2026-06-30 Planned 2/2,,,2026-04-01");
    assertThat(row(SUMMER.plus(Duration.ofDays(1))))
        .startsWith("huzhou,City,room,三号机房,MachineRoom,,,Closing,2026-12-31,,,3,1,1,1,0.6667,0,")
        .contains(",first 2026-06-30 Done 0/2,\"cpu=16, memory=64Gi, servers=4\",4,2026-04-01");
  }

  @Test
  void ofAFacilityThatNobodyLookedAtNothingIsInvented() throws IOException {
    observe(SPRING, "{\"title\": \"新机房\"}");

    assertThat(row(SUMMER)).startsWith("huzhou,,room,新机房,,,,,,,,,,,,,,,,,2026-04-01");
  }

  private void observe(Instant at, String document) throws IOException {
    AssetFacts facts = AssetFacts.of("huzhou", null, null, new ObjectMapper().readTree(document));
    history.observe(
        List.of(
            Observation.seen(new AssetId("home", "Facility", "", "room", "uid-room"), at, facts)));
  }

  /** The one row of the CSV. */
  private String row(Instant at) throws IOException {
    var out = new ByteArrayOutputStream();
    ConsolidationReport.REPORT
        .of(new AssetReader(database), new AsOf(at, ledger.head().recordedAt()), AssetFilter.ALL)
        .write(ReportFormat.CSV, out);
    List<String> lines = out.toString(StandardCharsets.UTF_8).lines().toList();
    assertThat(lines).hasSize(2);
    return lines.get(1);
  }
}
