package dev.yunzhi.e2e.failure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yunzhi.audit.note.NoteVerifier;
import dev.yunzhi.e2e.cluster.Command;
import dev.yunzhi.e2e.cluster.LocalProcess;
import dev.yunzhi.e2e.cluster.Programs;
import dev.yunzhi.e2e.estate.ControlPlaneAlone;
import dev.yunzhi.e2e.estate.StateFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/**
 * {@code kill -9} of {@code yunzhi ship-audit --follow} at random instants while it sends, and of
 * the control-plane that it sends to: every line comes to be in the ledger, once. A hundred runs
 * with {@code -Dyunzhi.shipping.kills=100}.
 */
class ShippingKillTest {
  private static final int RUNS = Integer.getInteger("yunzhi.shipping.kills", 4);
  private static final Duration LIMIT = Duration.ofMinutes(3);

  /** More lists of them come with each run than are waited for. */
  private static final int EVENTS = 4_000;

  private static final int MOST_LISTS = 8;
  private static final int LONGEST_CALM_MILLIS = 300;

  /** The run from which on the control-plane is killed too, at times. */
  private static final int OF_BOTH = 3;

  private final long seed = Long.getLong("yunzhi.shipping.seed", System.nanoTime());
  private final Random random = new Random(seed);

  @Test
  void everyLineIsInTheLedgerOnce() throws Exception {
    System.out.printf("yunzhi.shipping.seed=%d%n", seed);
    try (StateFolder folder = StateFolder.temporary();
        ControlPlaneAlone estate = ControlPlaneAlone.start(folder.path())) {
      Path shipping = Files.createDirectory(folder.path().resolve("shipping"));
      Path logs = Files.createDirectory(shipping.resolve("logs"));
      Path positions = shipping.resolve("positions");
      Path token = Files.writeString(shipping.resolve("token"), estate.token());
      List<String> arguments =
          List.of(
              "ship-audit",
              "--control-plane=" + estate.controlPlane().url(),
              "--ca-file=" + estate.authority(),
              "--cluster=" + ControlPlaneAlone.CLUSTER,
              "--token-file=" + token,
              "--position-file=" + positions,
              logs.toString());
      RotatingAuditLog log = new RotatingAuditLog(logs);
      LedgerBooks books =
          new LedgerBooks(NoteVerifier.parse(Files.readString(estate.logKey()).strip()));
      for (int run = 0; run < RUNS; run++) {
        log.append(EVENTS / 2);
        try (LocalProcess following = following(shipping, arguments)) {
          log.rotate();
          log.beginToCompress();
          log.append(EVENTS / 2);
          awaitFurtherLists(positions, random.nextInt(MOST_LISTS));
          if (run % (OF_BOTH + 1) == OF_BOTH) {
            estate.controlPlane().kill();
          }
          Thread.sleep(random.nextInt(LONGEST_CALM_MILLIS));
          // Only a program that still runs can be killed: it must not have ended of itself.
          ProcessHandle program = following.program();
          program.destroyForcibly();
          program.onExit().join();
        }
        log.compress();
        if (!estate.controlPlane().alive()) {
          estate.controlPlane().startAndAwait(LIMIT);
        }
        books.readOn(estate.postgres().database());
      }
      String told = new Command(command(), Map.of()).run("", arguments).orThrow();
      assertThat(told).contains(" lines sent, 0 of them refused");
      books.readOn(estate.postgres().database());
      books.requireAll(log.ids());
      System.out.printf(
          "%d runs: %d lines, %d leaves; at last: %s", RUNS, log.ids().size(), books.size(), told);
    }
  }

  /** Waits until it noted so many times more that a list was taken. */
  private static void awaitFurtherLists(Path positions, int lists) throws IOException {
    for (int i = 0; i < lists; i++) {
      byte[] before = noted(positions);
      Awaitility.await()
          .atMost(LIMIT)
          .pollInterval(Duration.ofMillis(5))
          .until(() -> !Arrays.equals(before, noted(positions)));
    }
  }

  /** What the program noted by now. */
  private static byte[] noted(Path positions) throws IOException {
    return Files.exists(positions) ? Files.readAllBytes(positions) : new byte[0];
  }

  private static LocalProcess following(Path directory, List<String> arguments) {
    List<String> line = new ArrayList<>(List.of(command().toString()));
    line.addAll(arguments);
    line.add("--follow");
    return LocalProcess.start(directory, "ship-audit", line, Map.of());
  }

  private static Path command() {
    return Programs.root().resolve("cli/bin/yunzhi");
  }
}
