package dev.yunzhi.controlplane.gap;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.yunzhi.audit.gap.Losses;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class CounterPageTest {
  private static final String PAGE =
      """
      # HELP apiserver_audit_error_total [ALPHA] Counter of audit events that failed to be audited properly.
      # TYPE apiserver_audit_error_total counter
      apiserver_audit_error_total{plugin="buffered"} 1.2e+06
      apiserver_audit_error_total{plugin="webhook"} 37
      # TYPE apiserver_audit_event_total counter
      apiserver_audit_event_total 123456
      apiserver_audit_level_total{level="Metadata"} 99
      apiserver_audit_requests_rejected_total 2
      apiserver_request_total{code="200",verb="GET"} 5 1764145800000
      process_start_time_seconds 1.76414580012e+09
      process_start_time_seconds_more 4
      """;

  private static CounterPage.Counters read(String text) {
    CounterPage page = new CounterPage();
    page.take(ByteBuffer.wrap(text.getBytes(UTF_8)));
    return page.end("/metrics");
  }

  @Test
  void readsWhatWasLostAndWhoseItIs() {
    CounterPage.Counters counters = read(PAGE);

    assertThat(counters.startedAt()).isEqualTo(Instant.parse("2025-11-26T08:30:00.120Z"));
    assertThat(counters.losses())
        .isEqualTo(new Losses(new TreeMap<>(Map.of("buffered", 1_200_000L, "webhook", 37L)), 2));
  }

  @Test
  void takesThePageInPiecesOfAnySize() {
    for (int size : new int[] {1, 2, 7, 64}) {
      CounterPage page = new CounterPage();
      byte[] bytes = PAGE.getBytes(UTF_8);
      for (int at = 0; at < bytes.length; at += size) {
        page.take(ByteBuffer.wrap(bytes, at, Math.min(size, bytes.length - at)));
      }
      assertThat(page.end("/metrics")).as("pieces of %d", size).isEqualTo(read(PAGE));
    }
  }

  @Test
  void aCounterThatIsNotThereStandsAtZero() {
    assertThat(read("process_start_time_seconds 1.7e+09\n").losses()).isEqualTo(Losses.NONE);
  }

  @Test
  void takesTheLastLineWithoutItsEnd() {
    assertThat(read("process_start_time_seconds 1.7e+09").startedAt())
        .isEqualTo(Instant.ofEpochSecond(1_700_000_000));
  }

  @Test
  void passesOverALineThatIsTooLong() {
    String page = "apiserver_audit_error_total{plugin=\"" + "x".repeat(1 << 20) + "\"} 4\n" + PAGE;

    assertThat(read(page)).isEqualTo(read(PAGE));
  }

  @Test
  void isNotTakenFromAnotherProgram() {
    assertThatThrownBy(() -> read("<html>502 Bad Gateway</html>"))
        .isInstanceOf(UnreadableCountersException.class)
        .hasMessageContaining("does not say process_start_time_seconds");
  }

  @Test
  void refusesACounterThatIsNone() {
    for (String value : new String[] {"NaN", "+Inf", "-1", "1e300", "1e999999999", "many"}) {
      String page = PAGE + "apiserver_audit_error_total{plugin=\"log\"} " + value + "\n";
      assertThatThrownBy(() -> read(page))
          .as(value)
          .isInstanceOf(UnreadableCountersException.class)
          .hasMessageContaining("{plugin=\"log\"} " + value);
    }
  }
}
