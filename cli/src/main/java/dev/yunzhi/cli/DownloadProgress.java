package dev.yunzhi.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.LongConsumer;

/** Says every few seconds how much of a file has come; nothing of one that comes at once. */
final class DownloadProgress implements LongConsumer {
  private static final long EVERY = Duration.ofSeconds(2).toNanos();

  private final PrintWriter err;
  private final Path file;
  private long next = System.nanoTime() + EVERY;

  DownloadProgress(PrintWriter err, Path file) {
    this.err = err;
    this.file = file;
  }

  @Override
  public void accept(long bytes) {
    if (System.nanoTime() - next >= 0) {
      next = System.nanoTime() + EVERY;
      err.printf("%s: %.1f MB so far%n", file, bytes / 1e6);
      err.flush();
    }
  }
}
