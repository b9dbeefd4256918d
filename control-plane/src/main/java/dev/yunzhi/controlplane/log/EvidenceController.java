package dev.yunzhi.controlplane.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.yunzhi.audit.evidence.Evidence;
import dev.yunzhi.audit.ledger.EventFilter;
import dev.yunzhi.audit.ledger.LedgerReader;
import dev.yunzhi.audit.ledger.LogReader;
import dev.yunzhi.audit.ledger.StoredEvent;
import dev.yunzhi.audit.merkle.Hash;
import dev.yunzhi.audit.note.Checkpoint;
import dev.yunzhi.audit.note.MalformedNoteException;
import dev.yunzhi.audit.note.Note;
import dev.yunzhi.controlplane.identity.Permission;
import dev.yunzhi.controlplane.identity.SignedIn;
import dev.yunzhi.controlplane.store.Streams;
import dev.yunzhi.controlplane.web.Problem;
import java.util.List;
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
  private final LedgerReader events;
  private final LogReader log;
  private final SignedLog signed;

  EvidenceController(LedgerReader events, LogReader log, SignedLog signed) {
    this.events = events;
    this.log = log;
    this.signed = signed;
  }

  @GetMapping("/api/v1/audit/events/{index}/evidence")
  ResponseEntity<byte[]> evidence(@PathVariable String index) throws MalformedNoteException {
    long place = place(index);
    Note checkpoint = signed.checkpoint(place + 1);
    long size = Checkpoint.parse(checkpoint.text()).size();
    if (place >= size) {
      throw Problem.of(
          HttpStatus.NOT_FOUND,
          "the newest checkpoint has %d leaves; one that has number %d can come a second later"
              .formatted(size, place));
    }
    StoredEvent event = events.read(EventFilter.ALL, place, 1).get(0);
    if (Streams.ABOUT_ACCESS.contains(event.leaf().stream())
        && !SignedIn.may(Permission.READ_SIGN_INS)) {
      throw Problem.of(
          HttpStatus.FORBIDDEN,
          "events of the stream %s need the permission %s, which %s hold"
              .formatted(
                  event.leaf().stream(),
                  Permission.READ_SIGN_INS,
                  Permission.READ_SIGN_INS.holders()));
    }
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

  private static long place(String index) {
    try {
      if (index.matches("0|[1-9][0-9]{0,18}")) {
        return Long.parseLong(index);
      }
    } catch (NumberFormatException e) {
      // Nineteen digits can be more than a long; told below.
    }
    throw Problem.badField("index", "index is %s; it must be a whole number".formatted(index));
  }
}
