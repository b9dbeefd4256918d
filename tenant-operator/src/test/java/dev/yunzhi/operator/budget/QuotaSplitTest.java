package dev.yunzhi.operator.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.yunzhi.api.v1alpha1.NamespaceClaim;
import io.fabric8.kubernetes.api.model.Quantity;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class QuotaSplitTest {

  private static final String RESOURCE = "requests.cpu";

  @Property
  void theSharesAddUpToTheQuotaOrTheSplitIsRefused(
      @ForAll("quantities") Quantity total, @ForAll("claims") List<NamespaceClaim> claims)
      throws QuotaExceeded {
    BigDecimal named =
        claims.stream()
            .filter(c -> c.quota() != null)
            .map(c -> c.quota().get(RESOURCE).getNumericalAmount())
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    if (named.compareTo(total.getNumericalAmount()) > 0) {
      assertThatThrownBy(() -> QuotaSplit.of(Map.of(RESOURCE, total), claims))
          .isInstanceOf(QuotaExceeded.class);
      return;
    }
    BigDecimal sum = BigDecimal.ZERO;
    for (var share : QuotaSplit.of(Map.of(RESOURCE, total), claims).values()) {
      sum = sum.add(share.get(RESOURCE).getNumericalAmount());
    }
    boolean anyTakesTheRest = claims.stream().anyMatch(c -> c.quota() == null);
    assertThat(sum).isEqualByComparingTo(anyTakesTheRest ? total.getNumericalAmount() : named);
  }

  @Property
  void partsDifferByOneUnitAtMost(
      @ForAll("quantities") Quantity total, @ForAll("claims") List<NamespaceClaim> claims)
      throws QuotaExceeded {
    var takers = claims.stream().filter(c -> c.quota() == null).toList();
    Assume.that(!takers.isEmpty());
    var shares =
        QuotaSplit.of(Map.of("pods", total), takers).values().stream()
            .map(s -> s.get("pods").getNumericalAmount())
            .sorted()
            .toList();
    BigDecimal spread = shares.get(shares.size() - 1).subtract(shares.get(0));
    assertThat(spread).isLessThanOrEqualTo(BigDecimal.valueOf(1024 * 1024));
  }

  @Test
  void aShareOfWhatTheTenantHasNotIsRefusedByName() {
    assertThatThrownBy(
            () ->
                QuotaSplit.of(
                    Map.of("pods", new Quantity("3")),
                    List.of(new NamespaceClaim("web", Map.of("gpus", new Quantity("1"))))))
        .hasMessage(
            "spec.namespaces[web].quota names gpus, of which spec.quota has none; add it to"
                + " spec.quota or leave it out");
  }

  @Test
  void tooMuchIsRefusedWithTheNumbers() {
    assertThatThrownBy(
            () ->
                QuotaSplit.of(
                    Map.of(RESOURCE, new Quantity("4")),
                    List.of(
                        new NamespaceClaim("web", Map.of(RESOURCE, new Quantity("2500m"))),
                        new NamespaceClaim("data", Map.of(RESOURCE, new Quantity("2"))))))
        .hasMessage(
            "the shares of requests.cpu in spec.namespaces add up to 4500m, but spec.quota has 4;"
                + " lower them by 500m or raise spec.quota");
  }

  @Provide
  Arbitrary<Quantity> quantities() {
    return Combinators.combine(
            Arbitraries.integers().between(0, 5000), Arbitraries.of("", "m", "k", "Ki", "Mi", "Gi"))
        .as((amount, suffix) -> new Quantity(String.valueOf(amount), suffix));
  }

  @Provide
  Arbitrary<List<NamespaceClaim>> claims() {
    return quantities()
        .injectNull(0.5)
        .list()
        .ofMinSize(1)
        .ofMaxSize(7)
        .map(
            shares -> {
              var claims = new ArrayList<NamespaceClaim>();
              for (Quantity share : shares) {
                claims.add(
                    new NamespaceClaim(
                        "n" + claims.size(), share == null ? null : Map.of(RESOURCE, share)));
              }
              return claims;
            });
  }
}
