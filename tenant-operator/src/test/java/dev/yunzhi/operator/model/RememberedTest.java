package dev.yunzhi.operator.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.NotEmpty;

class RememberedTest {

  @Example
  void hasALineForEachWorkload() {
    var remembered = Remembered.NOTHING.with(Map.of("statefulsets/db", 1, "deployments/web", 3));

    assertThat(remembered).hasToString("deployments/web=3\nstatefulsets/db=1\n");
  }

  @Example
  void whatRunsNowCountsOverWhatWasRemembered() {
    var remembered = Remembered.parse("deployments/a=3\ndeployments/b=2\n");

    assertThat(remembered.with(Map.of("deployments/a", 5)))
        .isEqualTo(Remembered.parse("deployments/a=5\ndeployments/b=2\n"));
  }

  @Example
  void noTextIsNothing() {
    assertThat(Remembered.parse(null)).isEqualTo(Remembered.NOTHING);
    assertThat(Remembered.parse("")).isEqualTo(Remembered.NOTHING);
  }

  @Property
  void isReadAsItWasWritten(
      @ForAll Map<@AlphaChars @NotEmpty String, @IntRange(min = 1) Integer> replicas) {
    var remembered = new Remembered(new TreeMap<>(replicas));

    assertThat(Remembered.parse(remembered.toString())).isEqualTo(remembered);
  }
}
