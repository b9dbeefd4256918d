package dev.yunzhi.controlplane.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.yunzhi.audit.ledger.Absence;
import dev.yunzhi.audit.ledger.EventSearch;
import dev.yunzhi.audit.ledger.EventSearcher;
import dev.yunzhi.audit.ledger.FoundEvents;
import dev.yunzhi.audit.ledger.StoredEvent;
import dev.yunzhi.controlplane.store.Database;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;

/** Finds events of the ledger. What it gives out is recorded. Thread-safe. */
@Component
public final class EventQuery {
  private final Database database;
  private final EventSearcher searcher;
  private final ReadRecord reads;

  EventQuery(Database database, EventSearcher searcher, ReadRecord reads) {
    this.database = database;
    this.searcher = searcher;
    this.reads = reads;
  }

  /**
   * An event as it is shown.
   *
   * @param event its canonical JSON; null when its body is not here
   * @param absence why it is not; null, and left out, when it is
   */
  public record Item(
      long index,
      String stream,
      String cluster,
      String id,
      Instant time,
      String leafHash,
      @JsonRawValue String event,
      @JsonInclude(JsonInclude.Include.NON_NULL) Absence absence) {
    static Item of(StoredEvent event) {
      return new Item(
          event.index(),
          event.leaf().stream(),
          event.leaf().cluster(),
          event.leaf().id(),
          event.leaf().time(),
          event.leafHash().toString(),
          event.body(),
          event.absence());
    }
  }

  /**
   * A page of events.
   *
   * @param next where to go on; null at the end. A page may be short, even empty, and yet have a
   *     next one: each page looks at a bounded part of the ledger
   */
  public record Page(List<Item> items, Long next) {}

  /** The events from an index on, in the order of the ledger. */
  public Page oldest(EventReading reading, EventSearch search, long from, int limit) {
    database.requireReady();
    return page(reading, searcher.oldest(search, from, Long.MAX_VALUE, limit));
  }

  /** The events before an index, the latest first. */
  public Page latest(EventReading reading, EventSearch search, long before, int limit) {
    database.requireReady();
    return page(reading, searcher.latest(search, before, limit));
  }

  private Page page(EventReading reading, FoundEvents found) {
    reads.record(reading, found.events());
    return new Page(found.events().stream().map(Item::of).toList(), found.next());
  }
}
