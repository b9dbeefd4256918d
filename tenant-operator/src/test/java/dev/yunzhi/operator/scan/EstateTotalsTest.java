package dev.yunzhi.operator.scan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class EstateTotalsTest {

  private static final String DUE = ShareState.of(Shares.of("a", List.of("b", "c")), "revision");

  @Test
  void aRunIsCompleteWhenAllSharesAre() {
    var done = new ShareState(DUE, null);

    assertThat(EstateTotals.missing(Map.of(), DUE)).isNull();
    assertThat(EstateTotals.missing(Map.of("b", done, "c", done), DUE)).isNull();
  }

  @Test
  void whoHasNotRunOverTheShareThatIsItsNowIsMissing() {
    var others = new TreeMap<String, ShareState>();
    others.put("b", new ShareState("a,b revision", null));
    others.put("c", ShareState.NOT_SCANNED);

    assertThat(EstateTotals.missing(others, DUE)).isEqualTo("the share of b, the share of c");
  }

  @Test
  void whoWentByOtherPoliciesIsMissing() {
    var others = Map.of("b", new ShareState("a,b,c earlier", null));

    assertThat(EstateTotals.missing(others, DUE)).isEqualTo("the share of b");
  }

  @Test
  void whatOneCouldNotReadIsMissingOfAll() {
    var others = Map.of("b", new ShareState(DUE, "Pod (HTTP 403)"));

    assertThat(EstateTotals.missing(others, DUE)).isEqualTo("Pod (HTTP 403) of b");
  }
}
