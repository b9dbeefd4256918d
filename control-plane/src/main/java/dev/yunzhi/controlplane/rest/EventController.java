package dev.yunzhi.controlplane.rest;

import dev.yunzhi.audit.ledger.Absence;
import dev.yunzhi.audit.ledger.StoredEvent;
import dev.yunzhi.controlplane.web.Problem;
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
      throw absent(event);
    }
    return EventQuery.Item.of(event);
  }

  private static Problem absent(StoredEvent event) {
    Absence absence = event.absence();
    boolean moved = absence != null && !absence.removed();
    Problem problem =
        Problem.of(
            moved ? HttpStatus.NOT_FOUND : HttpStatus.GONE,
            "the body of event %d was %s; its leaf stays, and evidence of it can be had"
                .formatted(event.index(), absence == null ? "removed" : absence));
    problem.getBody().setProperty("leafHash", event.leafHash().toString());
    problem.getBody().setProperty("absence", absence);
    return problem;
  }
}
