package dev.yunzhi.controlplane.rest;

import dev.yunzhi.audit.ledger.EventSearch;
import dev.yunzhi.audit.ledger.EventSearcher;
import dev.yunzhi.audit.ledger.FoundEvents;
import dev.yunzhi.audit.ledger.Ledger;
import dev.yunzhi.audit.ledger.StoredEvent;
import dev.yunzhi.controlplane.store.Database;
import dev.yunzhi.controlplane.web.Problem;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes any number of events as lines of JSON (NDJSON) in constant memory, up to where the ledger
 * ended when it was asked. No connection of the database is held while a reader is slow.
 * Thread-safe.
 */
@Component
final class EventStream {
  private static final Logger LOG = LoggerFactory.getLogger(EventStream.class);

  /** Events that are in memory at once, at most. */
  private static final int CHUNK = 500;

  /** Each holds a thread of the web server for as long as its reader likes. */
  private static final int MOST = 8;

  /** Silence after which an empty line asks whether the reader is still there. */
  private static final Duration SILENCE = Duration.ofSeconds(5);

  private final Database database;
  private final Ledger ledger;
  private final EventSearcher searcher;
  private final ReadRecord reads;
  private final Clock clock;
  private final JsonMapper json;
  private final Semaphore places = new Semaphore(MOST);

  /**
   * @param json writes the pages, too: an event looks the same in both
   */
  EventStream(
      Database database,
      Ledger ledger,
      EventSearcher searcher,
      ReadRecord reads,
      Clock clock,
      JsonMapper json) {
    this.database = database;
    this.ledger = ledger;
    this.searcher = searcher;
    this.reads = reads;
    this.clock = clock;
    this.json = json;
  }

  /**
   * Writes the events from an index on.
   *
   * @param out is asked for once nothing can be refused any more
   * @throws Problem 429 when too many are being read
   * @throws IOException when the reader went away
   */
  void write(EventReading reading, EventSearch search, long from, Answer out) throws IOException {
    database.requireReady();
    if (!places.tryAcquire()) {
      throw Problem.retry(
          HttpStatus.TOO_MANY_REQUESTS,
          Duration.ofSeconds(10),
          "%d streams of events are being read, which is the most; come again".formatted(MOST),
          null);
    }
    long[] written = new long[1];
    try {
      long end = ledger.head().size();
      reads.begun(reading);
      write(search, from, end, out.open(), written);
    } catch (IOException | RuntimeException e) {
      recordAborted(reading, written[0], e);
      throw e;
    } finally {
      places.release();
    }
    reads.ended(reading, "complete", written[0]);
  }

  /** Where it is written to. */
  @FunctionalInterface
  interface Answer {
    OutputStream open() throws IOException;
  }

  private void write(EventSearch search, long from, long end, OutputStream out, long[] written)
      throws IOException {
    Instant heard = clock.instant();
    Long at = from;
    while (at != null && at < end) {
      FoundEvents found = searcher.oldest(search, at, end, CHUNK);
      for (StoredEvent event : found.events()) {
        out.write(json.writeValueAsBytes(EventQuery.Item.of(event)));
        out.write('\n');
        written[0]++;
      }
      Instant now = clock.instant();
      if (!found.events().isEmpty()) {
        heard = now;
      } else if (now.isAfter(heard.plus(SILENCE))) {
        out.write('\n');
        heard = now;
      }
      out.flush();
      at = found.next();
    }
  }

  private void recordAborted(EventReading reading, long written, Exception reason) {
    try {
      reads.ended(reading, "aborted", written);
    } catch (RuntimeException e) {
      // The database is what failed; that it began is recorded.
      reason.addSuppressed(e);
      LOG.error("an aborted stream of {} events could not be recorded", written, e);
    }
  }
}
