package dev.yunzhi.audit.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadAheadTest {
  private static ReadAhead.Source<Integer> first(int count) {
    return consumer -> {
      for (int i = 0; i < count; i++) {
        consumer.accept(i);
      }
    };
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 199, 200, 201, 10_000})
  void everyRowComesInItsOrder(int count) throws IOException {
    List<Integer> got = new ArrayList<>();
    new ReadAhead<>(first(count)).forEach(got::add);
    assertThat(got).hasSize(count).isSorted();
  }

  @Test
  void whatTheSourceThrowsTheCallerGets() {
    for (Exception failure : List.of(new IOException("x"), new IllegalStateException("x"))) {
      List<Integer> got = new ArrayList<>();
      assertThatThrownBy(
              () ->
                  new ReadAhead<Integer>(
                          consumer -> {
                            first(700).stream(consumer);
                            if (failure instanceof IOException e) {
                              throw e;
                            }
                            throw (RuntimeException) failure;
                          })
                      .forEach(got::add))
          .isSameAs(failure);
    }
  }

  /** The source never ends by itself. */
  @Test
  void whenTheCallerFailsNothingIsReadAnyMore() {
    AtomicReference<Thread> reader = new AtomicReference<>();
    IOException failure = new IOException("the client has gone");
    assertThatThrownBy(
            () ->
                new ReadAhead<Integer>(
                        consumer -> {
                          reader.set(Thread.currentThread());
                          for (int i = 0; ; i++) {
                            consumer.accept(i);
                          }
                        })
                    .forEach(
                        row -> {
                          if (row == 3000) {
                            throw failure;
                          }
                        }))
        .isSameAs(failure);
    assertThat(reader.get().isAlive()).isFalse();
  }

  @Test
  void whoIsInterruptedStops() {
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> new ReadAhead<>(first(1_000_000)).forEach(row -> {}))
        .isInstanceOf(IOException.class);
    assertThat(Thread.interrupted()).isTrue();
  }
}
