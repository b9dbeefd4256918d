package dev.yunzhi.operator.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostScopeTest {

  @ParameterizedTest
  @CsvSource({
    "a.example,     a.example",
    "a.example,     *.example",
    "a.b.example,   *.example",
    "*.b.example,   *.example",
    "*.example,     *.example",
  })
  void hostsThatShareANameCollideBothWays(String one, String other) {
    assertThat(collide(one, other)).isTrue();
    assertThat(collide(other, one)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "a.example,     b.example",
    "example,       *.example",
    "a.example,     a.a.example",
    "*.a.example,   *.b.example",
    "a.example,     *.a.example",
    "evilexample,   *.example",
  })
  void othersDoNot(String one, String other) {
    assertThat(collide(one, other)).isFalse();
    assertThat(collide(other, one)).isFalse();
  }

  private static boolean collide(String held, String asked) {
    return !Collections.disjoint(HostScope.keys(List.of(held)), HostScope.lookups(asked));
  }
}
