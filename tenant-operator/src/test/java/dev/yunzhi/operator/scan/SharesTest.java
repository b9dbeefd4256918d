package dev.yunzhi.operator.scan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SharesTest {

  private static final List<String> NAMESPACES =
      IntStream.range(0, 3000).mapToObj("tenant-%d-web"::formatted).toList();

  @Test
  void eachNamespaceIsOfOneReplicaAndAllHaveAboutAsMany() {
    var one = Shares.of("a", List.of("b", "c"));
    var other = Shares.of("b", List.of("c", "a"));
    var third = Shares.of("c", List.of("a", "b"));

    for (String namespace : NAMESPACES) {
      assertThat(List.of(one.mine(namespace), other.mine(namespace), third.mine(namespace)))
          .as(namespace)
          .containsOnlyOnce(true);
    }
    for (Shares its : List.of(one, other, third)) {
      assertThat(NAMESPACES.stream().filter(its::mine).count()).isBetween(900L, 1100L);
    }
  }

  @Test
  void whenOneIsGoneNothingMovesButWhatItHad() {
    var before = Shares.of("a", List.of("b", "c"));
    var gone = Shares.of("c", List.of("a", "b"));
    var after = Shares.of("a", List.of("b"));

    assertThat(after.takesOverFrom(before)).isTrue();
    assertThat(before.takesOverFrom(after)).isFalse();
    for (String namespace : NAMESPACES) {
      if (after.mine(namespace)) {
        assertThat(before.mine(namespace) || gone.mine(namespace)).as(namespace).isTrue();
      } else {
        assertThat(before.mine(namespace)).as(namespace).isFalse();
      }
    }
  }

  @Test
  void oneAloneHasAllAndOneThatKnowsNothingYetHasNone() {
    assertThat(NAMESPACES).allMatch(Shares.of("a", List.of())::mine);
    assertThat(Shares.of("a", List.of()).mine("")).as("what is in no namespace").isTrue();
    assertThat(NAMESPACES).noneMatch(Shares.unknown("a")::mine);
    assertThat(Shares.of("a", List.of()).takesOverFrom(Shares.unknown("a"))).isTrue();
  }
}
