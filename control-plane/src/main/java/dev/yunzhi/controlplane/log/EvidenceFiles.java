package dev.yunzhi.controlplane.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.yunzhi.audit.evidence.Evidence;
import dev.yunzhi.audit.ledger.LogReader;
import dev.yunzhi.audit.ledger.StoredEvent;
import dev.yunzhi.audit.merkle.Hash;
import dev.yunzhi.audit.note.Checkpoint;
import dev.yunzhi.audit.note.MalformedNoteException;
import dev.yunzhi.audit.note.Note;
import dev.yunzhi.controlplane.web.Problem;
import java.util.List;
import java.util.function.Supplier;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** Evidence of single events (C2SP tlog-proof), as files to keep. Thread-safe. */
@Component
final class EvidenceFiles {
  private final LogReader log;
  private final SignedLog signed;

  EvidenceFiles(LogReader log, SignedLog signed) {
    this.log = log;
    this.signed = signed;
  }

  /**
   * Evidence under the newest checkpoint that speaks of an event.
   *
   * @param event reads the one with that index; asked once there is such a checkpoint
   * @param name of the file, without {@code .tlog-proof}
   * @throws Problem 404 when there is none yet
   */
  ResponseEntity<byte[]> of(long index, Supplier<StoredEvent> event, String name)
      throws MalformedNoteException {
    Note checkpoint = signed.checkpoint(index + 1);
    long size = Checkpoint.parse(checkpoint.text()).size();
    if (index >= size) {
      throw Problem.of(
          HttpStatus.NOT_FOUND,
          "the newest checkpoint has %d leaves; one that has number %d can come a second later"
              .formatted(size, index));
    }
    StoredEvent stored = event.get();
    List<Hash> path = log.proofs(size, proofs -> proofs.inclusion(index, size));
    return ResponseEntity.ok()
        .contentType(new MediaType("text", "plain", UTF_8))
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            ContentDisposition.attachment().filename(name + ".tlog-proof").build().toString())
        .body(Evidence.of(stored, path, checkpoint).toString().getBytes(UTF_8));
  }
}
