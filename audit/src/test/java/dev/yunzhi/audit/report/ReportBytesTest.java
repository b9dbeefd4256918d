package dev.yunzhi.audit.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReportBytesTest {
  @ParameterizedTest
  @EnumSource(ReportFormat.class)
  void theSameReportIsTheSameBytesLater(ReportFormat format) {
    byte[] first = SampleReport.bytes(SampleReport.unusual(), format);
    Instant written = Clock.systemUTC().instant();
    // Formats that know the time know it to the millisecond at best.
    while (!Clock.systemUTC().instant().isAfter(written.plusMillis(2))) {
      Thread.onSpinWait();
    }
    assertThat(SampleReport.bytes(SampleReport.unusual(), format)).isEqualTo(first);
  }

  @Test
  void anAmountThatIsATextStaysANumberInCsv() {
    Stream<List<JsonNode>> row =
        Stream.of(SampleReport.row("a", "-1", null, null, "-12.50", null, null, null, "-12.50"));
    assertThat(new String(SampleReport.bytes(row, ReportFormat.CSV), StandardCharsets.UTF_8))
        .endsWith("\r\na,'-1,,,-12.50,,,,'-12.50\r\n");
  }

  /** Years that a workbook's creation has no room for. */
  @ParameterizedTest
  @ValueSource(strings = {"-0044-03-15T00:00:00Z", "+12000-01-01T00:00:00Z"})
  void aWorkbookOfAnyInstantIsWritten(String at) throws IOException {
    ReportScope scope = new ReportScope(Instant.parse(at), Instant.parse(at), List.of());
    Report report = new Report(SampleReport.MODEL, scope, consumer -> {});
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    report.write(ReportFormat.XLSX, out);
    assertThat(out.size()).isGreaterThan(1000);
  }
}
