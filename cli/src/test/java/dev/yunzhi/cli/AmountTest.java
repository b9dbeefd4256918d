package dev.yunzhi.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AmountTest {

  @ParameterizedTest
  @CsvSource({
    "cpu, 1.5, 1.5",
    "cpu, 0.04, 0",
    "pods, 1200, 1200",
    "memory, 1023, 1023",
    "requests.memory, 1073741824, 1Gi",
    "requests.storage, 1649267441664, 1.5Ti",
  })
  void readsWell(String resource, BigDecimal amount, String shown) {
    assertThat(Amount.of(resource, amount)).isEqualTo(shown);
  }
}
