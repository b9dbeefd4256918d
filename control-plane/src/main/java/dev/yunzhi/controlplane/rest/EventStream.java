package dev.yunzhi.controlplane.rest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import dev.yunzhi.audit.ledger.Absence;
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

  private static final JsonFactory JSON =
      JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();

  private final Database database;
  private final Ledger ledger;
  private final EventSearcher searcher;
  private final ReadRecord reads;
  private final Clock clock;
  private final Semaphore places = new Semaphore(MOST);

  EventStream(
      Database database, Ledger ledger, EventSearcher searcher, ReadRecord reads, Clock clock) {
    this.database = database;
    this.ledger = ledger;
    this.searcher = searcher;
    this.reads = reads;
    this.clock = clock;
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
        line(event, out);
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

  private static void line(StoredEvent event, OutputStream out) throws IOException {
    EventQuery.Item item = EventQuery.Item.of(event);
    try (JsonGenerator json = JSON.createGenerator(out)) {
      json.writeStartObject();
      json.writeNumberField("index", item.index());
      json.writeStringField("stream", item.stream());
      json.writeStringField("cluster", item.cluster());
      json.writeStringField("id", item.id());
      json.writeStringField("time", item.time().toString());
      json.writeStringField("leafHash", item.leafHash());
      json.writeFieldName("event");
      json.writeRawValue(item.event() == null ? "null" : item.event());
      absence(item.absence(), json);
      json.writeEndObject();
    }
    out.write('\n');
  }

  private static void absence(Absence absence, JsonGenerator json) throws IOException {
    if (absence == null) {
      return;
    }
    json.writeObjectFieldStart("absence");
    json.writeBooleanField("removed", absence.removed());
    json.writeStringField("since", absence.since().toString());
    json.writeNumberField("event", absence.event());
    json.writeStringField("rule", absence.rule());
    json.writeStringField("file", absence.file());
    json.writeEndObject();
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
