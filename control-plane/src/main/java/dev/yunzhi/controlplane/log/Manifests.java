package dev.yunzhi.controlplane.log;

import dev.yunzhi.audit.ledger.EventFilter;
import dev.yunzhi.audit.ledger.LedgerReader;
import dev.yunzhi.audit.ledger.LogReader;
import dev.yunzhi.audit.ledger.StoredEvent;
import dev.yunzhi.audit.note.MalformedNoteException;
import dev.yunzhi.controlplane.YunzhiProperties;
import dev.yunzhi.controlplane.rest.ExportId;
import dev.yunzhi.controlplane.store.Database;
import dev.yunzhi.controlplane.store.Streams;
import dev.yunzhi.controlplane.web.Problem;
import java.util.function.Consumer;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** Manifests of reports: the evidence of the event that records an export. Thread-safe. */
@Component
public final class Manifests {
  private final Database database;
  private final LedgerReader events;
  private final LogReader log;
  private final EvidenceFiles files;
  private final String cluster;

  Manifests(
      Database database,
      LedgerReader events,
      LogReader log,
      EvidenceFiles files,
      YunzhiProperties properties) {
    this.database = database;
    this.events = events;
    this.log = log;
    this.files = files;
    this.cluster = properties.cluster();
  }

  /**
   * The manifest of an export, as a file.
   *
   * @param id as {@link ExportId} writes it
   * @param allowed throws where whoever asks must not have it
   * @throws Problem 400 when it is no id, 404 when there is no such export, or its manifest comes a
   *     second later
   */
  public ResponseEntity<byte[]> of(String id, Consumer<StoredEvent> allowed)
      throws MalformedNoteException {
    database.requireReady();
    ExportId export =
        ExportId.parse(id)
            .orElseThrow(
                () ->
                    Problem.badField(
                        "id", "id is %s; Yunzhi-Manifest says what it must be".formatted(id)));
    long index =
        log.indexOf(Streams.EXPORT, cluster, export.id().toString(), export.time())
            .orElseThrow(
                () -> Problem.of(HttpStatus.NOT_FOUND, "no report was taken out as " + id));
    StoredEvent event = events.read(EventFilter.ALL, index, 1).get(0);
    allowed.accept(event);
    return files.of(index, () -> event, "report-" + id);
  }
}
