package dev.yunzhi.audit.ledger;

import java.util.List;

/**
 * A page of what was looked for.
 *
 * @param events in the order that was asked for
 * @param next where to go on; null at the end. A page may be short, even empty, and yet have a next
 *     one: each looks at a bounded part of the ledger
 */
public record FoundEvents(List<StoredEvent> events, Long next) {
  public FoundEvents {
    events = List.copyOf(events);
  }
}
