package dev.yunzhi.audit.keeping;

import dev.yunzhi.audit.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import javax.sql.DataSource;

/** Waits for what another thread or program writes. */
final class Arrival {
  private static final Duration LIMIT = Duration.ofMinutes(1);
  private static final long PAUSE_MILLIS = 5;

  private Arrival() {}

  /** Waits until there is a file in a directory whose name ends so. */
  static void await(Path directory, String suffix) {
    await("*%s in %s".formatted(suffix, directory), () -> isThere(directory, suffix));
  }

  /** Waits until a transaction waits for what another one has locked. */
  static void awaitLocked(DataSource database) {
    await(
        "a transaction that waits",
        () ->
            TestDatabase.number(
                    database,
                    """
                    select count(*) from pg_stat_activity
                    where datname = current_database() and wait_event_type = 'Lock'""")
                > 0);
  }

  private static void await(String what, BooleanSupplier there) {
    long end = System.nanoTime() + LIMIT.toNanos();
    while (!there.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("there never was " + what);
      }
      try {
        Thread.sleep(PAUSE_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AssertionError("interrupted", e);
      }
    }
  }

  private static boolean isThere(Path directory, String suffix) {
    try (Stream<Path> all = Files.list(directory)) {
      return all.anyMatch(path -> path.toString().endsWith(suffix));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
