package dev.yunzhi.controlplane.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.yunzhi.audit.evidence.Evidence;
import dev.yunzhi.audit.ledger.LogReader;
import dev.yunzhi.audit.ledger.StoredEvent;
import dev.yunzhi.audit.merkle.Hash;
import dev.yunzhi.audit.note.Checkpoint;
import dev.yunzhi.audit.note.MalformedNoteException;
import dev.yunzhi.audit.note.Note;
import dev.yunzhi.controlplane.rest.EventByIndex;
import dev.yunzhi.controlplane.rest.EventReading;
import dev.yunzhi.controlplane.web.Problem;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Evidence of single events: C2SP tlog-proof with the event beside it. */
@RestController
class EvidenceController {
  private final EventByIndex events;
  private final LogReader log;
  private final SignedLog signed;

  EvidenceController(EventByIndex events, LogReader log, SignedLog signed) {
    this.events = events;
    this.log = log;
    this.signed = signed;
  }

  @GetMapping("/api/v1/audit/events/{index}/evidence")
  ResponseEntity<byte[]> evidence(@PathVariable String index, HttpServletRequest request)
      throws MalformedNoteException {
    long place = EventByIndex.parse(index);
    Note checkpoint = signed.checkpoint(place + 1);
    long size = Checkpoint.parse(checkpoint.text()).size();
    if (place >= size) {
      throw Problem.of(
          HttpStatus.NOT_FOUND,
          "the newest checkpoint has %d leaves; one that has number %d can come a second later"
              .formatted(size, place));
    }
    StoredEvent event =
        events.read(EventReading.of(request, "evidence", Map.of("index", index)), place);
    List<Hash> path = log.proofs(size, proofs -> proofs.inclusion(place, size));
    return ResponseEntity.ok()
        .contentType(new MediaType("text", "plain", UTF_8))
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            ContentDisposition.attachment()
                .filename("event-%d.tlog-proof".formatted(place))
                .build()
                .toString())
        .body(Evidence.of(event, path, checkpoint).toString().getBytes(UTF_8));
  }
}
