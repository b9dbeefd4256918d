package dev.yunzhi.audit.report;

import dev.yunzhi.audit.store.RowConsumer;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * Reads in a thread of its own while the caller's consumes what is there: the database then works
 * on while reports are written. A bounded number of things is held. For one use.
 */
final class ReadAhead<T> {
  private static final int BATCH = 200;
  private static final int BATCHES = 8;

  private final BlockingQueue<List<T>> read = new ArrayBlockingQueue<>(BATCHES);
  private final Source<T> source;
  private List<T> batch = new ArrayList<>(BATCH);

  /** What ended the reading; written before its end is handed over. */
  private Exception failure;

  /** Nobody waits for the end any more. */
  private volatile boolean abandoned;

  ReadAhead(Source<T> source) {
    this.source = source;
  }

  /** Passes on all there is, in its order. */
  @FunctionalInterface
  interface Source<T> {
    void stream(RowConsumer<T> consumer) throws IOException;
  }

  /**
   * Passes on everything in its order, in the caller's thread. When it returns, or throws, nothing
   * is read any more.
   *
   * @throws IOException when the consumer or the source throws it
   */
  void forEach(RowConsumer<T> consumer) throws IOException {
    Thread reader = new Thread(this::read, "report-reader");
    reader.setDaemon(true);
    reader.start();
    try {
      // An empty batch is the end.
      for (List<T> next = read.take(); !next.isEmpty(); next = read.take()) {
        for (T one : next) {
          consumer.accept(one);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while a report was written");
    } finally {
      abandoned = true;
      reader.interrupt();
      awaitEnd(reader);
    }
    if (failure instanceof IOException e) {
      throw e;
    }
    if (failure instanceof RuntimeException e) {
      throw e;
    }
  }

  private static void awaitEnd(Thread reader) {
    boolean interrupted = false;
    while (reader.isAlive()) {
      try {
        reader.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void read() {
    try {
      source.stream(this::add);
      if (!batch.isEmpty()) {
        read.put(batch);
      }
    } catch (InterruptedException | IOException | RuntimeException e) {
      failure = e;
    }
    if (!abandoned) {
      try {
        read.put(List.of());
      } catch (InterruptedException e) {
        // Abandoned just now.
        Thread.currentThread().interrupt();
      }
    }
  }

  private void add(T one) throws InterruptedIOException {
    batch.add(one);
    if (batch.size() < BATCH) {
      return;
    }
    try {
      read.put(batch);
    } catch (InterruptedException e) {
      throw new InterruptedIOException("a report is not written any more");
    }
    batch = new ArrayList<>(BATCH);
  }
}
