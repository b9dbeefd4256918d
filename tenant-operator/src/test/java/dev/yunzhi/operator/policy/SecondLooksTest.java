package dev.yunzhi.operator.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SecondLooksTest {

  private final AtomicLong time = new AtomicLong();
  private final SecondLooks looks = new SecondLooks(time::get);

  @Test
  void aNamespaceIsLookedAtAgainOnlyAfterAPause() {
    assertThat(looks.due("tax-web")).isTrue();
    assertThat(looks.due("tax-web")).isFalse();
    assertThat(looks.due("health-web")).isTrue();
    time.addAndGet(Duration.ofMillis(251).toNanos());
    assertThat(looks.due("tax-web")).isTrue();
    assertThat(looks.due("tax-web")).isFalse();
  }
}
