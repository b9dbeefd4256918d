package dev.yunzhi.controlplane.log;

import dev.yunzhi.audit.note.MalformedNoteException;
import dev.yunzhi.controlplane.rest.EventByIndex;
import dev.yunzhi.controlplane.rest.EventReading;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Evidence of single events: C2SP tlog-proof with the event beside it. */
@RestController
class EvidenceController {
  private final EventByIndex events;
  private final EvidenceFiles files;

  EvidenceController(EventByIndex events, EvidenceFiles files) {
    this.events = events;
    this.files = files;
  }

  @GetMapping("/api/v1/audit/events/{index}/evidence")
  ResponseEntity<byte[]> evidence(@PathVariable String index, HttpServletRequest request)
      throws MalformedNoteException {
    long place = EventByIndex.parse(index);
    return files.of(
        place,
        () -> events.read(EventReading.of(request, "evidence", Map.of("index", index)), place),
        "event-" + place);
  }
}
