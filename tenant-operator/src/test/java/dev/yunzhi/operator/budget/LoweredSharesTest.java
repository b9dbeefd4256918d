package dev.yunzhi.operator.budget;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Quantity;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Shares under a lowered ceiling: none below its use, and together within the ceiling. */
class LoweredSharesTest {

  private static final String CPU = "requests.cpu";

  private static Map<String, Map<String, Quantity>> milli(List<Integer> amounts) {
    var table = new LinkedHashMap<String, Map<String, Quantity>>();
    for (int i = 0; i < amounts.size(); i++) {
      table.put("n" + i, Map.of(CPU, new Quantity(amounts.get(i) + "m")));
    }
    return table;
  }

  private static BigDecimal sum(Map<String, Map<String, Quantity>> table) {
    return table.values().stream()
        .map(amounts -> amounts.get(CPU).getNumericalAmount())
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  @Property
  void noShareIsBelowItsUseNorAllOfThemAboveTheCeiling(
      @ForAll @Size(min = 1, max = 6) List<@IntRange(max = 9000) Integer> first,
      @ForAll @Size(6) List<@IntRange(max = 100) Integer> usedPercents,
      @ForAll @IntRange(max = 100) int spare) {
    var used = new ArrayList<Integer>();
    for (int i = 0; i < first.size(); i++) {
      used.add(first.get(i) * usedPercents.get(i) / 100);
    }
    int all = first.stream().mapToInt(Integer::intValue).sum();
    int inUse = used.stream().mapToInt(Integer::intValue).sum();
    int ceiling = inUse + (all - inUse) * spare / 100;
    var shares =
        LoweredShares.of(milli(first), Map.of(CPU, new Quantity(ceiling + "m")), milli(used));

    assertThat(sum(shares)).isLessThanOrEqualTo(new BigDecimal(ceiling).movePointLeft(3));
    // Not more is lost than the rounding of each.
    assertThat(sum(shares))
        .isGreaterThan(new BigDecimal(Math.min(ceiling, all) - first.size()).movePointLeft(3));
    for (int i = 0; i < first.size(); i++) {
      assertThat(shares.get("n" + i).get(CPU).getNumericalAmount())
          .isGreaterThanOrEqualTo(new BigDecimal(used.get(i)).movePointLeft(3))
          .isLessThanOrEqualTo(new BigDecimal(first.get(i)).movePointLeft(3));
    }
  }

  @Example
  void whoUsesMoreThanItsPartKeepsItAndWhatIsNotLoweredStays() {
    var shares =
        LoweredShares.of(
            Map.of(
                "a", Map.of(CPU, new Quantity("6"), "pods", new Quantity("10")),
                "b", Map.of(CPU, new Quantity("2"), "pods", new Quantity("10"))),
            Map.of(CPU, new Quantity("4")),
            Map.of("b", Map.of(CPU, new Quantity("1500m"))));

    assertThat(shares.get("a")).containsEntry(CPU, new Quantity("2500m"));
    assertThat(shares.get("b")).containsEntry(CPU, new Quantity("1500m"));
    assertThat(shares.get("a")).containsEntry("pods", new Quantity("10"));
  }
}
