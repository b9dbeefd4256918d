package dev.yunzhi.operator.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LeadershipTest {

  private final AtomicInteger begun = new AtomicInteger();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

  @Test
  void whoIsElectedLeadsUntilTheLeaseIsLost() {
    var callbacks = new Leadership(meters, false, begun::incrementAndGet).callbacks();
    assertThat(leads()).isZero();

    callbacks.onStartLeading();
    assertThat(leads()).isOne();
    assertThat(begun).hasValue(1);

    callbacks.onStopLeading();
    assertThat(leads()).isZero();
  }

  @Test
  void whoIsAloneLeads() {
    var leadership = new Leadership(meters, true, begun::incrementAndGet);

    assertThat(leads()).isOne();
    leadership.started();
    assertThat(begun).hasValue(1);
  }

  private double leads() {
    return meters.get("yunzhi.leader").gauge().value();
  }
}
