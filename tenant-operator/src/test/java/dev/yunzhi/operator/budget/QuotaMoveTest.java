package dev.yunzhi.operator.budget;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Quantity;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class QuotaMoveTest {

  private static final String RESOURCE = "pods";

  /**
   * Whatever was in force and whatever is wished: a step that gives to one never comes before the
   * others have let go, so the sum in force never exceeds the larger of the two sums.
   */
  @Property
  void theSumNeverExceedsTheLargerOfBeforeAndAfter(
      @ForAll @Size(min = 1, max = 6) List<@IntRange(max = 100) Integer> before,
      @ForAll @Size(min = 1, max = 6) List<@IntRange(max = 100) Integer> after) {
    var inForce = amounts(before);
    var wished = amounts(after);
    inForce.keySet().forEach(n -> wished.putIfAbsent(n, share(0)));
    int limit = Math.max(sum(inForce), sum(wished));
    QuotaMove move = QuotaMove.next(inForce, inForce, wished);
    for (int step = 0; !move.settled(); step++) {
      assertThat(step).isLessThan(2);
      assertThat(sum(move.shares())).isLessThanOrEqualTo(limit);
      assertThat(sum(largerOf(inForce, move.shares()))).isLessThanOrEqualTo(limit);
      move = QuotaMove.next(move.shares(), move.shares(), wished);
    }
    assertThat(move.shares()).isEqualTo(wished);
  }

  @Test
  void whoGivesIsLoweredFirstAndWhoTakesWaits() {
    var inForce = Map.of("a", share(8), "b", share(2));
    var wished = Map.of("a", share(4), "b", share(6));

    QuotaMove first = QuotaMove.next(inForce, inForce, wished);

    assertThat(first.settled()).isFalse();
    assertThat(first.shares()).isEqualTo(Map.of("a", share(4), "b", share(2)));
    assertThat(QuotaMove.next(first.shares(), first.shares(), wished))
        .isEqualTo(new QuotaMove(wished, true));
  }

  @Test
  void aNewNamespaceGetsNothingUntilTheOthersHaveLetGo() {
    QuotaMove move =
        QuotaMove.next(
            Map.of("a", share(8)), Map.of("a", share(8)), Map.of("a", share(5), "b", share(3)));

    assertThat(move.shares()).isEqualTo(Map.of("a", share(5), "b", share(0)));
  }

  @Test
  void aResourceThatIsNotLimitedYetIsLimitedFirst() {
    QuotaMove move =
        QuotaMove.next(
            Map.of("a", Map.of(), "b", share(1)),
            Map.of("a", Map.of(), "b", share(1)),
            Map.of("a", share(5), "b", share(3)));

    assertThat(move.shares()).isEqualTo(Map.of("a", share(5), "b", share(1)));
    assertThat(move.settled()).isFalse();
  }

  private static Map<String, Map<String, Quantity>> amounts(List<Integer> amounts) {
    var shares = new LinkedHashMap<String, Map<String, Quantity>>();
    for (Integer amount : amounts) {
      shares.put("n" + shares.size(), share(amount));
    }
    return shares;
  }

  private static Map<String, Quantity> share(int amount) {
    return Map.of(RESOURCE, new Quantity(String.valueOf(amount)));
  }

  private static Map<String, Map<String, Quantity>> largerOf(
      Map<String, Map<String, Quantity>> a, Map<String, Map<String, Quantity>> b) {
    var larger = new LinkedHashMap<>(a);
    b.forEach((n, share) -> larger.merge(n, share, (x, y) -> amount(x) >= amount(y) ? x : y));
    return larger;
  }

  private static int sum(Map<String, Map<String, Quantity>> shares) {
    return shares.values().stream().mapToInt(QuotaMoveTest::amount).sum();
  }

  private static int amount(Map<String, Quantity> share) {
    return share.get(RESOURCE).getNumericalAmount().intValueExact();
  }

  @Test
  void whatOnlySeemsToBeInForceStillIsNotSetAgain() {
    QuotaMove move =
        QuotaMove.next(
            Map.of("a", share(2), "b", share(6)),
            Map.of("a", share(8), "b", share(6)),
            Map.of("a", share(7), "b", share(1)));

    assertThat(move.shares()).isEqualTo(Map.of("a", share(2), "b", share(1)));
  }
}
