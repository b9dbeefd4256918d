package dev.yunzhi.controlplane.log;

import dev.yunzhi.audit.ledger.Checkpoints;
import dev.yunzhi.audit.ledger.InconsistentLogException;
import dev.yunzhi.audit.note.Note;
import dev.yunzhi.controlplane.store.Database;
import dev.yunzhi.controlplane.web.Problem;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** The newest checkpoint, for whoever asks. Thread-safe. */
@Component
class SignedLog {
  private static final Logger LOG = LoggerFactory.getLogger(SignedLog.class);

  private final Database database;
  private final Optional<Checkpoints> checkpoints;

  SignedLog(Database database, Optional<Checkpoints> checkpoints) {
    this.database = database;
    this.checkpoints = checkpoints;
  }

  /**
   * The newest checkpoint.
   *
   * @throws Problem 503 when there is no key, or the log is not what was signed before
   */
  Note checkpoint() {
    database.requireReady();
    try {
      return checkpoints
          .orElseThrow(
              () ->
                  Problem.of(
                      HttpStatus.SERVICE_UNAVAILABLE,
                      "this log is not signed: yunzhi.audit.log.signing-key-files is not set"))
          .current();
    } catch (InconsistentLogException e) {
      LOG.error("The log is not what was signed before; nothing is signed any more", e);
      throw Problem.of(HttpStatus.SERVICE_UNAVAILABLE, "nothing is signed: " + e.getMessage());
    }
  }
}
