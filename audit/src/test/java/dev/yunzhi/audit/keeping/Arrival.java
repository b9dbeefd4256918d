package dev.yunzhi.audit.keeping;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/** Waits for what another thread or program writes. */
final class Arrival {
  private static final Duration LIMIT = Duration.ofMinutes(1);
  private static final long PAUSE_MILLIS = 5;

  private Arrival() {}

  /** Waits until there is a file in a directory whose name ends so. */
  static void await(Path directory, String suffix) {
    long end = System.nanoTime() + LIMIT.toNanos();
    while (!isThere(directory, suffix)) {
      if (System.nanoTime() > end) {
        throw new AssertionError("no *%s came to %s".formatted(suffix, directory));
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
