package dev.yunzhi.api.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;

class WireNameTest {

  @Test
  void isTheNameThatJsonHas() throws Exception {
    var json = new ObjectMapper();
    List<Class<? extends Enum<?>>> enums =
        List.of(
            DataClass.class,
            Decision.class,
            Effect.class,
            Environment.class,
            Level.class,
            Reclaim.class,
            RequestPhase.class,
            Stage.class,
            SubjectKind.class);
    for (var type : enums) {
      for (Enum<?> constant : type.getEnumConstants()) {
        assertThat(json.writeValueAsString(constant)).isEqualTo('"' + WireName.of(constant) + '"');
      }
    }
  }
}
