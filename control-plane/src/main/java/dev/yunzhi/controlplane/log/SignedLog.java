package dev.yunzhi.controlplane.log;

import dev.yunzhi.audit.ledger.Checkpoints;
import dev.yunzhi.audit.ledger.InconsistentLogException;
import dev.yunzhi.audit.note.Checkpoint;
import dev.yunzhi.audit.note.MalformedNoteException;
import dev.yunzhi.audit.note.Note;
import dev.yunzhi.audit.store.StoreException;
import dev.yunzhi.controlplane.cosigning.Quorum;
import dev.yunzhi.controlplane.store.Database;
import dev.yunzhi.controlplane.web.Problem;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** The checkpoint that is published, for whoever asks. Thread-safe. */
@Component
class SignedLog {
  private static final Logger LOG = LoggerFactory.getLogger(SignedLog.class);

  private final Database database;
  private final Optional<Checkpoints> checkpoints;
  private final Quorum quorum;

  SignedLog(
      Database database, Optional<Checkpoints> checkpoints, Quorum quorum, MeterRegistry meters) {
    this.database = database;
    this.checkpoints = checkpoints;
    this.quorum = quorum;
    Gauge.builder("yunzhi.log.quorum", quorum::needed)
        .description("Witnesses that must have cosigned a checkpoint")
        .register(meters);
    Gauge.builder("yunzhi.log.cosignatures", this::cosignatures)
        .description("Witnesses that have cosigned the checkpoint that is published")
        .register(meters);
  }

  private double cosignatures() {
    try {
      return database.isReady() && checkpoints.isPresent()
          ? quorum.cosignatures(published(checkpoints.get()))
          : Double.NaN;
    } catch (InconsistentLogException | StoreException e) {
      return Double.NaN;
    }
  }

  /**
   * The newest checkpoint that enough witnesses have cosigned; where there is none of late, the
   * newest of all.
   *
   * @throws Problem 503 when there is no key, or the log is not what was signed before
   */
  Note checkpoint() {
    return checkpoint(0);
  }

  /**
   * The same for whoever needs it to speak of so many leaves: the newest of all, where the one that
   * enough have cosigned does not yet.
   */
  Note checkpoint(long leaves) {
    database.requireReady();
    Checkpoints signing =
        checkpoints.orElseThrow(
            () ->
                Problem.of(
                    HttpStatus.SERVICE_UNAVAILABLE,
                    "this log is not signed: yunzhi.audit.log.signing-key-files is not set"));
    try {
      Note published = published(signing);
      return Checkpoint.parse(published.text()).size() >= leaves ? published : signing.current();
    } catch (InconsistentLogException e) {
      LOG.error("The log is not what was signed before; nothing is signed any more", e);
      throw Problem.of(HttpStatus.SERVICE_UNAVAILABLE, "nothing is signed: " + e.getMessage());
    } catch (MalformedNoteException e) {
      throw new IllegalStateException("what was signed is a checkpoint", e);
    }
  }

  private Note published(Checkpoints signing) {
    Note newest = signing.current();
    if (quorum.needed() == 0 || quorum.cosignatures(newest) >= quorum.needed()) {
      return newest;
    }
    return signing.cosigned(quorum.witnesses(), quorum.needed(), quorum.patience()).orElse(newest);
  }

  /** How many witnesses have cosigned it, and how many must: {@code 1/2}. */
  String cosignatures(Note checkpoint) {
    return quorum.cosignatures(checkpoint) + "/" + quorum.needed();
  }
}
