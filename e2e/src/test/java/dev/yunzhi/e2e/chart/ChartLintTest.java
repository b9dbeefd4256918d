package dev.yunzhi.e2e.chart;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ChartLintTest {

  @Test
  void strictLintFindsNothing() {
    var lint = Chart.helm("lint", "--strict", Chart.FOLDER);

    assertThat(lint.succeeded()).as(lint.stdout() + lint.stderr()).isTrue();
    assertThat(lint.stdout()).doesNotContain("[WARNING]", "[ERROR]");
  }
}
