package dev.yunzhi.operator.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

class LeadershipTest {

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

  @Test
  void whoIsElectedLeadsUntilTheLeaseIsLost() {
    var callbacks = new Leadership(meters, false).callbacks();
    assertThat(leads()).isZero();

    callbacks.onStartLeading();
    assertThat(leads()).isOne();

    callbacks.onStopLeading();
    assertThat(leads()).isZero();
  }

  @Test
  void whoIsAloneLeads() {
    var unused = new Leadership(meters, true);

    assertThat(leads()).isOne();
  }

  private double leads() {
    return meters.get("yunzhi.leader").gauge().value();
  }
}
