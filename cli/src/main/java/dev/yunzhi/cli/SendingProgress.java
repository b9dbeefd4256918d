package dev.yunzhi.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;

/** Says how far a file was sent, and for how long its answer is waited for. Thread-safe. */
final class SendingProgress implements LongConsumer, AutoCloseable {
  private static final Duration EVERY = Duration.ofSeconds(3);

  private final long bytes;
  private final PrintWriter out;
  private final long begun = System.nanoTime();
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "progress");
            thread.setDaemon(true);
            return thread;
          });
  private volatile long sent;

  /**
   * Begins to tell after some seconds: what is quick needs no words.
   *
   * @param bytes that the file has
   */
  SendingProgress(long bytes, PrintWriter out) {
    this.bytes = bytes;
    this.out = out;
    var unused =
        clock.scheduleAtFixedRate(
            this::tell, EVERY.toSeconds(), EVERY.toSeconds(), TimeUnit.SECONDS);
  }

  @Override
  public void accept(long count) {
    sent = count;
  }

  private void tell() {
    long seconds = Duration.ofNanos(System.nanoTime() - begun).toSeconds();
    out.println(
        sent < bytes
            ? "%d s: sent %d %% of %d bytes".formatted(seconds, sent * 100 / bytes, bytes)
            : "%d s: sent; it is looked through and stored".formatted(seconds));
    out.flush();
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
