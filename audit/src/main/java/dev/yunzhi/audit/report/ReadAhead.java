package dev.yunzhi.audit.report;

import com.fasterxml.jackson.databind.JsonNode;
import dev.yunzhi.audit.store.RowConsumer;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * Reads rows in a thread of its own while the caller's consumes those that are there: the database
 * then works on while they are written. A bounded number of rows is held. For one use.
 */
final class ReadAhead {
  private static final int BATCH = 500;
  private static final int BATCHES = 4;
  private static final List<List<JsonNode>> END = List.of();

  private final BlockingQueue<List<List<JsonNode>>> read = new ArrayBlockingQueue<>(BATCHES);
  private final ReportRows rows;
  private List<List<JsonNode>> batch = new ArrayList<>(BATCH);

  /** What ended the reading; written before its end is handed over. */
  private Exception failure;

  /** Nobody waits for the end any more. */
  private volatile boolean abandoned;

  ReadAhead(ReportRows rows) {
    this.rows = rows;
  }

  /**
   * Passes on every row in its order, in the caller's thread. When it returns, or throws, nothing
   * is read any more.
   *
   * @throws IOException when the consumer or the source throws it
   */
  void forEach(RowConsumer<List<JsonNode>> consumer) throws IOException {
    Thread reader = new Thread(this::read, "report-reader");
    reader.setDaemon(true);
    reader.start();
    try {
      for (List<List<JsonNode>> next = read.take(); next != END; next = read.take()) {
        for (List<JsonNode> row : next) {
          consumer.accept(row);
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
      rows.stream(this::add);
      if (!batch.isEmpty()) {
        read.put(batch);
      }
    } catch (InterruptedException | IOException | RuntimeException e) {
      failure = e;
    }
    if (!abandoned) {
      try {
        read.put(END);
      } catch (InterruptedException e) {
        // Abandoned just now.
        Thread.currentThread().interrupt();
      }
    }
  }

  private void add(List<JsonNode> row) throws InterruptedIOException {
    batch.add(row);
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
