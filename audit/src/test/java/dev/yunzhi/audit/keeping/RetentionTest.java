package dev.yunzhi.audit.keeping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RetentionTest {
  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 183, 36_526})
  void refusesWhatTheLawDoesNotAllow(int days) {
    assertThatThrownBy(() -> new Retention(Map.of("api-audit", days), null))
        .hasMessageStartingWith(
            "retention-days.api-audit: is %d; it must be 184 to 36525 days".formatted(days));
    assertThatThrownBy(() -> new Retention(Map.of(), days))
        .hasMessageStartingWith("default-retention-days: is " + days);
  }

  @Test
  void keepsForGoodWhatIsNotSet() {
    assertThat(new Retention(Map.of("decision", 184), null).of("api-audit")).isEmpty();
    assertThat(new Retention(Map.of("decision", 184), 400).of("api-audit")).hasValue(400);
    assertThat(new Retention(Map.of("decision", 184), 400).of("decision")).hasValue(184);
  }

  @Test
  void neverForgetsWhatItRemoved() {
    assertThat(new Retention(Map.of(), 184).of("keeping")).isEmpty();
    assertThatThrownBy(() -> new Retention(Map.of("keeping", 184), null))
        .hasMessageContaining("retention-days.keeping: cannot be set");
  }
}
