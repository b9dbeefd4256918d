package dev.yunzhi.operator.budget;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Quantity;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CanonicalQuantityTest {

  /** The right-hand side is what kube-apiserver gives back for a ResourceQuota of the left. */
  @ParameterizedTest
  @CsvSource({
    "1000m, 1", "0.5, 500m", "1024Mi, 1Gi", "1.5Gi, 1536Mi", "512, 512", "1000, 1k", "1500, 1500",
    "0, 0", "0Gi, 0", "100Ki, 100Ki", "0.5Ki, 512", "1e3, 1k", "0.0000000001, 1n", "1Ti, 1Ti",
    "2000k, 2M"
  })
  void hasTheFormThatTheApiServerStores(String given, String stored) {
    assertThat(CanonicalQuantity.of(Quantity.parse(given)).toString()).isEqualTo(stored);
  }
}
