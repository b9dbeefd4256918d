package dev.yunzhi.audit.register;

import static dev.yunzhi.audit.ledger.Events.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.yunzhi.audit.TestDatabase;
import dev.yunzhi.audit.asset.AsOf;
import dev.yunzhi.audit.asset.AssetFacts;
import dev.yunzhi.audit.asset.AssetFilter;
import dev.yunzhi.audit.asset.AssetHistory;
import dev.yunzhi.audit.asset.AssetId;
import dev.yunzhi.audit.asset.AssetReader;
import dev.yunzhi.audit.asset.Observation;
import dev.yunzhi.audit.ledger.Events;
import dev.yunzhi.audit.ledger.Ledger;
import dev.yunzhi.audit.report.AssetReport;
import dev.yunzhi.audit.report.ReportFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

class NetValueReportTest {
  private final DataSource database = TestDatabase.empty();
  private final AssetHistory history = new AssetHistory(database, new Ledger(database));
  private final AssetReport report = new AssetReport(new AssetReader(database));

  private JsonNode row(Instant at) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    AsOf asOf = new AsOf(at, Instant.now());
    report.of(asOf, AssetFilter.ALL).write(ReportFormat.NDJSON, out);
    return new ObjectMapper().readTree(out.toByteArray());
  }

  @Test
  void aReportHasTheNetValueOfItsInstant() throws IOException {
    AssetId asset = new AssetId(RegisterKind.CLUSTER, "Server", "", "A-1", "Server:A-1");
    AssetFacts facts =
        AssetFacts.of(
            "tax",
            null,
            null,
            Events.object()
                .put("acquired", "2026-01-31")
                .put("originalValue", new BigDecimal("1000.00"))
                .put("lifeYears", 3));
    history.observe(List.of(Observation.seen(asset, NOON, facts)));
    // 3 and 4 of 36 months are written down.
    JsonNode march = row(NOON);
    assertThat(march.get("originalValue").decimalValue()).isEqualByComparingTo("1000");
    assertThat(march.get("netValue").decimalValue()).isEqualByComparingTo("916.67");
    assertThat(row(Instant.parse("2026-03-31T16:00:00Z")).get("netValue").decimalValue())
        .isEqualByComparingTo("888.89");
    assertThat(row(NOON)).isEqualTo(march);
  }
}
