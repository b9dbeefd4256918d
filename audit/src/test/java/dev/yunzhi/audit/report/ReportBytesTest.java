package dev.yunzhi.audit.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

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
}
