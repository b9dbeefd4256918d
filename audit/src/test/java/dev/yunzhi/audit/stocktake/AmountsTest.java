package dev.yunzhi.audit.stocktake;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AmountsTest {
  @ParameterizedTest
  @CsvSource({
    "4, 4",
    "4., 4",
    ".5, 0.5",
    "500m, 0.5",
    "1500u, 0.0015",
    "7n, 0.000000007",
    "2k, 2000",
    "1E, 1000000000000000000",
    "1e3, 1000",
    "1E3, 1000",
    "12e-1, 1.2",
    "8Gi, 8589934592",
    "1.5Ki, 1536"
  })
  void readsWhatKubernetesWrites(String text, BigDecimal amount) {
    assertThat(Amounts.parse(text))
        .hasValueSatisfying(v -> assertThat(v).isEqualByComparingTo(amount));
  }

  @ParameterizedTest
  @CsvSource({"''", "four", "1Gib", "4 Gi", "1ki", "1e999"})
  void takesNothingElseForAnAmount(String text) {
    assertThat(Amounts.parse(text)).isEmpty();
  }

  @Test
  void showsBytesInTheirLargestUnitAndNothingElse() throws IOException {
    Map<String, BigDecimal> amounts =
        Amounts.of(
            new ObjectMapper()
                .readTree(
                    "{\"memory\": \"8192Mi\", \"cpu\": \"1500m\", \"pods\": \"1024\","
                        + " \"requests.storage\": \"1000\", \"x\": \"much\"}"));

    assertThat(
            Amounts.text(
                List.of("requests.memory", "requests.cpu", "pods", "requests.storage", "gpu"),
                amounts))
        .isEqualTo(
            "gpu=-, pods=1024, requests.cpu=1.5, requests.memory=8Gi, requests.storage=1000");
  }
}
