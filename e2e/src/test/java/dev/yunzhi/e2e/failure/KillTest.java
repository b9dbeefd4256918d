package dev.yunzhi.e2e.failure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yunzhi.e2e.cluster.Lifetime;
import dev.yunzhi.e2e.demo.Demonstration;
import dev.yunzhi.e2e.estate.Estate;
import dev.yunzhi.e2e.estate.EstateSettings;
import dev.yunzhi.e2e.estate.StateFolder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

/**
 * {@code kill -9} of operator, control-plane or PostgreSQL in the middle of each step of the
 * demonstration. After a restart the step is played again, as {@code make up} would, and all ends
 * as if nothing had been killed.
 */
class KillTest {

  private static final Duration RESTART_LIMIT = Duration.ofMinutes(3);
  private static final int LONGEST_STEP_MILLIS = 800;
  private static final PrintStream NOWHERE =
      new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);

  private enum Victim {
    OPERATOR,
    CONTROL_PLANE,
    POSTGRES
  }

  @Test
  void endsInTheSameStateWithNothingDoubledAndNothingLost() throws IOException, SQLException {
    try (StateFolder undisturbed = StateFolder.temporary();
        StateFolder disturbed = StateFolder.temporary()) {
      List<String> expected;
      try (Estate estate = start(undisturbed)) {
        new Demonstration(estate, NOWHERE, Clock.systemUTC()).play();
        expected = StandingState.of(estate);
      }
      try (Estate estate = start(disturbed)) {
        List<LedgerPrefix> acknowledged = playWithKills(estate);

        assertThat(StandingState.of(estate)).isEqualTo(expected);
        for (LedgerPrefix prefix : acknowledged) {
          assertThat(LedgerPrefix.read(estate, prefix.size()))
              .as("what was acknowledged before a kill is still there, as it was")
              .isEqualTo(prefix);
        }
        assertThat(LedgerPrefix.doubled(estate)).isEmpty();
      }
    }
  }

  private static Estate start(StateFolder folder) throws IOException {
    return Estate.start(folder.path(), Lifetime.OF_THIS_JVM, EstateSettings.DEFAULT, line -> {});
  }

  private static List<LedgerPrefix> playWithKills(Estate estate) throws IOException, SQLException {
    Random random = new Random(20261124);
    List<LedgerPrefix> acknowledged = new ArrayList<>();
    List<Demonstration.Step> steps = new Demonstration(estate, NOWHERE, Clock.systemUTC()).steps();
    assertThat(steps).hasSizeGreaterThanOrEqualTo(10);
    for (int place = 0; place < steps.size(); place++) {
      Demonstration.Step step = steps.get(place);
      acknowledged.add(LedgerPrefix.read(estate, LedgerPrefix.ALL));
      CompletableFuture<Void> played = CompletableFuture.runAsync(() -> play(step));
      pause(random.nextInt(LONGEST_STEP_MILLIS));
      killAndRestart(estate, Victim.values()[place % Victim.values().length]);
      try {
        played.join();
      } catch (CompletionException e) {
        // What the step was doing failed for want of the victim: a person would type it again.
        step.play();
      }
    }
    return acknowledged;
  }

  private static void killAndRestart(Estate estate, Victim victim) throws IOException {
    switch (victim) {
      case OPERATOR -> {
        estate.operator().kill();
        estate.operator().startAndAwait(RESTART_LIMIT);
      }
      case CONTROL_PLANE -> {
        estate.controlPlane().kill();
        estate.controlPlane().startAndAwait(RESTART_LIMIT);
      }
      case POSTGRES -> {
        estate.postgres().kill();
        estate.restartPostgres();
        estate.controlPlane().awaitReady(RESTART_LIMIT);
      }
    }
  }

  private static void play(Demonstration.Step step) {
    try {
      step.play();
    } catch (IOException e) {
      throw new CompletionException(e);
    }
  }

  private static void pause(int millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
