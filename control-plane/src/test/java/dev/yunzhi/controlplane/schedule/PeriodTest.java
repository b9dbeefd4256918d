package dev.yunzhi.controlplane.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PeriodTest {
  @ParameterizedTest
  @CsvSource({
    // Midnight in China is 16:00 of the day before in UTC.
    "DAY,   2026-11-26T15:59:59.999Z, 2026-11-26T16:00:00Z, 2026-11-25T16:00:00Z",
    "DAY,   2026-11-26T16:00:00Z,     2026-11-27T16:00:00Z, 2026-11-26T16:00:00Z",
    // 2026-11-30 is a Monday.
    "WEEK,  2026-11-29T15:59:59Z,     2026-11-29T16:00:00Z, 2026-11-22T16:00:00Z",
    "WEEK,  2026-11-29T16:00:00Z,     2026-12-06T16:00:00Z, 2026-11-29T16:00:00Z",
    "MONTH, 2026-12-31T15:59:59Z,     2026-12-31T16:00:00Z, 2026-11-30T16:00:00Z",
    "MONTH, 2028-02-10T00:00:00Z,     2028-02-29T16:00:00Z, 2028-01-31T16:00:00Z",
  })
  void endsAtMidnightInChina(Period period, Instant now, Instant end, Instant beginning) {
    assertThat(period.endAfter(now)).isEqualTo(end);
    assertThat(period.beginningOf(end)).isEqualTo(beginning);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-12-31T16:00:00Z, 2026-12",
    "2026-12-31T15:59:59Z, 2026-12",
    "2026-12-31T16:00:01Z, 2027-01",
  })
  void namesTheMonthThatEnded(Instant end, String month) {
    assertThat(Period.month(end)).hasToString(month);
  }
}
