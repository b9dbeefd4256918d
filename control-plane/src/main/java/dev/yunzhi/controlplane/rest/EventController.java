package dev.yunzhi.controlplane.rest;

import dev.yunzhi.audit.ledger.StoredEvent;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** One event of the ledger. */
@RestController
class EventController {
  private final EventByIndex events;

  EventController(EventByIndex events) {
    this.events = events;
  }

  /** 410 when its body was removed, 404 when it lies in a file that is not here. */
  @GetMapping("/api/v1/audit/events/{index}")
  EventQuery.Item event(@PathVariable("index") String index, HttpServletRequest request) {
    QueryParameters.of(request, List.of());
    long place = EventByIndex.parse(index);
    StoredEvent event =
        events.read(EventReading.of(request, "event", Map.of("index", index)), place);
    if (event.body() == null) {
      throw EventByIndex.absent(
          HttpStatus.GONE,
          event,
          "the body of event %d was %s; its leaf stays, and evidence of it can be had"
              .formatted(place, event.absence() == null ? "removed" : event.absence()));
    }
    return EventQuery.Item.of(event);
  }
}
